// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/primary_button.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionButton>

namespace tempera::ui {

/// Drawn flat: a style's gradient would lighten the accent until the text on it is hard to read.
void PrimaryButton::paintEvent(QPaintEvent* event) {
    if (!isEnabled())
        return QPushButton::paintEvent(event);
    QStyleOptionButton option;
    initStyleOption(&option);
    const ThemeColors colors = themeColors(palette());
    const bool lifted = underMouse() && !isDown();
    const QColor ground = isDown() ? colors.accent.darker(125) : colors.accent;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(rect(), 3.0, 3.0);
    if (lifted || hasFocus()) {
        painter.setPen(QPen(colors.accentText, hasFocus() ? 1.5 : 0.75));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(2.0, 2.0, -2.0, -2.0), 2.0, 2.0);
    }
    painter.setPen(colors.accentText);
    int flags = Qt::AlignCenter | Qt::TextShowMnemonic;
    if (style()->styleHint(QStyle::SH_UnderlineShortcut, &option, this) == 0)
        flags |= Qt::TextHideMnemonic;
    painter.drawText(rect(), flags, text());
}

} // namespace tempera::ui
