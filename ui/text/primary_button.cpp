// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/primary_button.h"

#include "ui/theme/theme.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace tempera::ui {

void PrimaryButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    if (isEnabled()) {
        const ThemeColors colors = themeColors(palette());
        option.palette.setColor(QPalette::Button, colors.accent);
        option.palette.setColor(QPalette::ButtonText, colors.accentText);
    }
    painter.drawControl(QStyle::CE_PushButton, option);
}

} // namespace tempera::ui
