// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/sparkline.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// As many values as there are pixels, each the mean of those that fall on it: a long run drawn
/// point by point would be a blot.
std::vector<double> meansPerPixel(const std::vector<double>& values, std::size_t pixels) {
    if (values.size() <= pixels || pixels == 0)
        return values;
    std::vector<double> means;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        const std::size_t begin = pixel * values.size() / pixels;
        const std::size_t end = (pixel + 1) * values.size() / pixels;
        double sum = 0.0;
        for (std::size_t index = begin; index < end; ++index)
            sum += values[index];
        means.push_back(sum / static_cast<double>(end - begin));
    }
    return means;
}

} // namespace

Sparkline::Sparkline(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Training loss so far"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void Sparkline::setValues(const std::vector<double>& values) {
    values_.clear();
    std::ranges::copy_if(values, std::back_inserter(values_),
                         [](double value) { return std::isfinite(value); });
    const QString course =
        values_.empty() ? QString()
                        : tr("The training loss, from %1 to %2.")
                              .arg(numberText(values_.front(), 2), numberText(values_.back(), 2));
    setToolTip(course);
    setAccessibleDescription(course);
    update();
}

QSize Sparkline::sizeHint() const {
    return {14 * fontMetrics().averageCharWidth(), 2 * fontMetrics().height()};
}

QPolygonF Sparkline::line() const {
    const double margin = 3.0;
    const QRectF area = QRectF(rect()).adjusted(margin, margin, -margin, -margin);
    const std::vector<double> means =
        meansPerPixel(values_, static_cast<std::size_t>(std::max(2.0, area.width() / 2.0)));
    const auto [lowest, highest] = std::ranges::minmax(means);
    const double range = highest > lowest ? highest - lowest : 1.0;
    QPolygonF points;
    for (std::size_t index = 0; index < means.size(); ++index) {
        const double x = static_cast<double>(index) / static_cast<double>(means.size() - 1);
        const double y = (highest - means[index]) / range;
        points.append({area.left() + x * area.width(), area.top() + y * area.height()});
    }
    return points;
}

void Sparkline::paintEvent(QPaintEvent*) {
    if (values_.size() < 2)
        return;
    const ThemeColors colors = themeColors(palette());
    const QPolygonF points = line();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath area;
    area.addPolygon(points);
    area.lineTo(points.last().x(), height());
    area.lineTo(points.first().x(), height());
    QColor tint = colors.accent;
    tint.setAlphaF(0.12F);
    painter.fillPath(area, tint);
    painter.setPen(QPen(colors.accent, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(points);
    painter.setBrush(colors.accent);
    painter.drawEllipse(points.last(), 1.5, 1.5);
}

} // namespace tempera::ui
