// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_scale.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tempera::ui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double stepRatio = 1.05;

QString translate(const char* text) {
    return QCoreApplication::translate("TemperatureScale", text);
}

double rounded(double temperature) {
    const double parts = temperature < 1.0 ? 1000.0 : 100.0;
    return std::round(temperature * parts) / parts;
}

/// How far T is from `from` (0) to `to` (1), on a logarithmic scale.
double logarithmicShare(double temperature, double from, double to) {
    return std::log(temperature / from) / std::log(to / from);
}

} // namespace

double scaleFraction(double temperature) {
    if (temperature <= 0.0)
        return 0.0;
    if (std::isinf(temperature))
        return 1.0;
    // Typed temperatures beyond the scale get the nearer half of the way to the stop.
    if (temperature < lowestTemperature)
        return stopShare * (0.5 + 0.5 * temperature / lowestTemperature);
    if (temperature > highestTemperature) {
        const double share =
            logarithmicShare(temperature, highestTemperature, largestTypedTemperature);
        return 1.0 - stopShare * (1.0 - 0.5 * std::min(share, 1.0));
    }
    return stopShare + (1.0 - 2.0 * stopShare) *
                           logarithmicShare(temperature, lowestTemperature, highestTemperature);
}

double temperatureAtFraction(double fraction) {
    if (fraction < stopShare / 2.0)
        return 0.0;
    if (fraction > 1.0 - stopShare / 2.0)
        return infinity;
    const double share = std::clamp((fraction - stopShare) / (1.0 - 2.0 * stopShare), 0.0, 1.0);
    return rounded(lowestTemperature * std::pow(highestTemperature / lowestTemperature, share));
}

double steppedTemperature(double temperature, int direction) {
    if (direction > 0) {
        if (temperature >= highestTemperature)
            return infinity;
        return std::clamp(rounded(temperature * stepRatio), lowestTemperature, highestTemperature);
    }
    if (temperature <= lowestTemperature)
        return 0.0;
    if (std::isinf(temperature))
        return highestTemperature;
    const double lower = rounded(temperature / stepRatio);
    return std::max(lower,
                    temperature > highestTemperature ? highestTemperature : lowestTemperature);
}

double neighbouringBookTemperature(double temperature, int direction) {
    if (direction > 0) {
        const auto* next = std::ranges::upper_bound(bookTemperatures, temperature);
        if (next != bookTemperatures.end())
            return *next;
        return temperature < highestTemperature ? highestTemperature : infinity;
    }
    const auto* next = std::ranges::lower_bound(bookTemperatures, temperature);
    if (next != bookTemperatures.begin())
        return std::isinf(temperature) ? highestTemperature : *std::prev(next);
    return temperature > lowestTemperature ? lowestTemperature : 0.0;
}

QString temperatureText(double temperature) {
    if (temperature == 0.0)
        return translate("greedy");
    if (std::isinf(temperature))
        return translate("uniform");
    // Only typed temperatures are so small.
    if (temperature < 0.001)
        return QLocale::c().toString(temperature, 'g', 2);
    QString text = QLocale::c().toString(temperature, 'f', 4);
    while (text.endsWith('0') && text.size() - text.indexOf('.') > 3)
        text.chop(1);
    return text;
}

QString temperatureLabel(double temperature) {
    const bool isNumber = temperature > 0.0 && std::isfinite(temperature);
    const QString text = temperatureText(temperature);
    return isNumber ? QStringLiteral("T = %1").arg(text) : text;
}

std::optional<double> parseTemperature(const QString& text) {
    static const QRegularExpression prefix(QStringLiteral("^\\s*(T\\s*=)?\\s*"),
                                           QRegularExpression::CaseInsensitiveOption);
    const QString word = QString(text).remove(prefix).trimmed().toLower();
    if (word == translate("greedy"))
        return 0.0;
    if (word == translate("uniform") || word == QLatin1String("inf") ||
        word == QLatin1String("infinity") || word == QString::fromUtf8("∞"))
        return infinity;
    bool isNumber = false;
    const double number = QLocale::c().toDouble(QString(word).replace(',', '.'), &isNumber);
    if (!isNumber || !(number >= 0.0))
        return std::nullopt;
    return number > largestTypedTemperature ? infinity : number;
}

} // namespace tempera::ui
