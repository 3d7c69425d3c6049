// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compared_temperatures.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

// Between these lies what is worth comparing; 0 and infinity have no logarithm.
constexpr double lowest = 0.05;
constexpr double highest = 5.0;

double middleOfWidestGap(std::vector<double> temperatures) {
    for (double& temperature : temperatures)
        temperature = std::clamp(temperature, lowest, highest);
    temperatures.insert(temperatures.end(), {lowest, highest});
    std::ranges::sort(temperatures);
    double widest = 1.0;
    double middle = 1.0;
    for (std::size_t index = 1; index < temperatures.size(); ++index) {
        const double ratio = temperatures[index] / temperatures[index - 1];
        if (ratio > widest) {
            widest = ratio;
            middle = std::sqrt(temperatures[index] * temperatures[index - 1]);
        }
    }
    return std::round(middle * 100.0) / 100.0;
}

} // namespace

const std::vector<double>& booksFiveTemperatures() {
    static const std::vector<double> temperatures = {0.2, 0.5, 0.7, 1.0, 1.5};
    return temperatures;
}

double temperatureToAdd(const std::vector<double>& temperatures) {
    for (const double candidate : booksFiveTemperatures())
        if (std::ranges::find(temperatures, candidate) == temperatures.end())
            return candidate;
    return middleOfWidestGap(temperatures);
}

int addTemperature(std::vector<double>& temperatures, double temperature) {
    const auto place = std::ranges::is_sorted(temperatures)
                           ? std::ranges::upper_bound(temperatures, temperature)
                           : temperatures.end();
    const auto index = place - temperatures.begin();
    temperatures.insert(place, temperature);
    return static_cast<int>(index);
}

} // namespace tempera::ui
