// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/probability_axis.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

double ProbabilityAxis::fraction(double probability) const {
    if (scale == Scale::linear)
        return std::clamp(probability, 0.0, 1.0);
    if (probability <= smallestShare)
        return 0.0;
    return std::min(1.0, 1.0 - std::log(probability) / std::log(smallestShare));
}

std::vector<ProbabilityAxis::Tick> ProbabilityAxis::ticks() const {
    if (scale == Scale::linear)
        return {{0.0, "0"}, {0.2, "20"}, {0.4, "40"}, {0.6, "60"}, {0.8, "80"}, {1.0, "100 %"}};
    return {{1e-5, "0.001"}, {1e-4, "0.01"}, {1e-3, "0.1"},
            {0.01, "1"},     {0.1, "10"},    {1.0, "100 %"}};
}

} // namespace tempera::ui
