// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/meter_bar.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>

namespace tempera::ui {

MeterBar::MeterBar(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setFraction(double fraction) {
    fraction_ = fraction;
    update();
}

QSize MeterBar::sizeHint() const {
    return {8 * fontMetrics().averageCharWidth(), fontMetrics().height() / 2};
}

void MeterBar::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = height() / 2.0;
    painter.setBrush(colors.gridLine);
    painter.drawRoundedRect(rect(), radius, radius);
    QRectF filled = rect();
    filled.setWidth(std::max(double(height()), width() * std::min(1.0, fraction_)));
    painter.setBrush(fraction_ > 1.0 ? colors.warningText : colors.accent);
    painter.drawRoundedRect(filled, radius, radius);
}

} // namespace tempera::ui
