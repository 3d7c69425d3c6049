// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_scale.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

MomentScale::MomentScale(std::vector<std::int64_t> steps, bool logarithmic) {
    const auto place = [logarithmic](std::int64_t step) {
        const auto value = static_cast<double>(step);
        return logarithmic ? std::log1p(value) : value;
    };
    const double low = steps.empty() || !logarithmic ? 0.0 : place(steps.front());
    const double span = steps.empty() ? 0.0 : place(steps.back()) - low;
    for (const std::int64_t step : steps)
        fractions_.push_back(span > 0.0 ? (place(step) - low) / span : 1.0);
}

std::size_t MomentScale::nearest(double fraction) const {
    const auto closest = std::ranges::min_element(
        fractions_, {}, [fraction](double place) { return std::abs(place - fraction); });
    return static_cast<std::size_t>(closest - fractions_.begin());
}

} // namespace tempera::ui
