// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/close_button.h"

#include "ui/theme/theme.h"
#include "ui/welcome/tinted_icon.h"

#include <QPainter>
#include <QPainterPath>

namespace tempera::ui {

CloseButton::CloseButton(QWidget* parent) : QToolButton(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Close"));
    setToolTip(tr("Closes the welcome page (Esc)."));
    setCursor(Qt::PointingHandCursor);
}

QSize CloseButton::sizeHint() const {
    const int side = fontMetrics().height() * 7 / 4;
    return {side, side};
}

void CloseButton::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    const bool lively = underMouse() || isDown();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF place = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(colors.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(lively ? colors.gridLine : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(place, place.height() * 0.25, place.height() * 0.25);
    const qreal inset = place.height() * 0.16;
    paintTintedIcon(painter, "card-close", place.adjusted(inset, inset, -inset, -inset),
                    lively ? palette().color(QPalette::WindowText) : colors.secondaryText);
}

} // namespace tempera::ui
