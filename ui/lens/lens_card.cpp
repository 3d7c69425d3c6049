// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/lens_card.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace tempera::ui {

LensCard::LensCard(QWidget* parent) : QFrame(parent) {
    setFrameShape(QFrame::NoFrame);
}

void LensCard::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.cardBorder);
    painter.setBrush(colors.cardBackground);
    const double radius = fontMetrics().height() / 3.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace tempera::ui
