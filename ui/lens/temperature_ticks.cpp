// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_ticks.h"

#include "ui/lens/temperature_scale.h"
#include "ui/theme/theme.h"

#include <QFontMetricsF>
#include <algorithm>
#include <limits>

namespace tempera::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
/// By importance: where room is short the later ones go.
constexpr std::array tickTemperatures{0.0, infinity, 1.0, 0.2, 0.5, 1.5, 0.7, 5.0, 0.05, 2.0, 0.1};

bool isOfTheBook(double temperature) {
    return std::ranges::find(bookTemperatures, temperature) != bookTemperatures.end();
}

QString tickText(double temperature) {
    const bool isNumber = temperature > 0.0 && temperature < infinity;
    return isNumber ? QString::number(temperature) : temperatureText(temperature);
}

TemperatureTick makeTick(double temperature, const GrooveSpan& groove, double top,
                         const QFont& font) {
    TemperatureTick tick{temperature, tickText(temperature), isOfTheBook(temperature), {}};
    const QFontMetricsF metrics(temperatureTickFont(font, tick.ofTheBook));
    const double width = metrics.horizontalAdvance(tick.text);
    tick.label = QRectF(groove.x(temperature) - width / 2.0, top, width, metrics.height());
    return tick;
}

} // namespace

double GrooveSpan::x(double temperature) const {
    return left + width * scaleFraction(temperature);
}

double GrooveSpan::temperatureAt(double x) const {
    return width > 0.0 ? temperatureAtFraction((x - left) / width) : 1.0;
}

std::vector<TemperatureTick> placeTemperatureTicks(const GrooveSpan& groove, double top,
                                                   const QFont& font) {
    const double distance = QFontMetricsF(font).averageCharWidth() / 2.0;
    std::vector<TemperatureTick> ticks;
    for (const double temperature : tickTemperatures) {
        TemperatureTick tick = makeTick(temperature, groove, top, font);
        const QRectF needed = tick.label.adjusted(-distance, 0.0, distance, 0.0);
        if (std::ranges::none_of(ticks, [&needed](const TemperatureTick& other) {
                return other.label.intersects(needed);
            }))
            ticks.push_back(std::move(tick));
    }
    std::ranges::sort(ticks, {}, &TemperatureTick::temperature);
    return ticks;
}

QFont temperatureTickFont(const QFont& font, bool ofTheBook) {
    return scaledFont(font, 0.88, ofTheBook ? QFont::Bold : QFont::Normal);
}

} // namespace tempera::ui
