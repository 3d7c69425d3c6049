// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/entropy_curve.h"

#include "core/sampling/distribution.h"

#include <cmath>

namespace tempera {

std::vector<double> logarithmicTemperatures(double lowest, double highest, std::size_t count) {
    std::vector<double> temperatures;
    const double ratio = std::log(highest / lowest);
    for (std::size_t i = 0; i + 1 < count; ++i)
        temperatures.push_back(
            lowest * std::exp(ratio * static_cast<double>(i) / static_cast<double>(count - 1)));
    temperatures.push_back(highest); // exactly
    return temperatures;
}

std::vector<double> entropyCurve(std::span<const float> logits, const SamplerChain& chain,
                                 std::span<const double> temperatures) {
    std::vector<double> entropies;
    for (const double temperature : temperatures)
        entropies.push_back(
            Distribution(logits, withTemperature(chain, temperature)).entropyBits());
    return entropies;
}

} // namespace tempera
