// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <span>
#include <vector>

namespace tempera {

/// `count` (at least 2) temperatures from `lowest` to `highest`, both above 0, evenly spaced on a
/// logarithmic scale, both ends included.
std::vector<double> logarithmicTemperatures(double lowest, double highest, std::size_t count);

/// H(T) in bits of the next-token distribution with the chain's temperature replaced by each of
/// `temperatures`; the chain's other samplers act as they stand. Throws as Distribution does.
std::vector<double> entropyCurve(std::span<const float> logits, const SamplerChain& chain,
                                 std::span<const double> temperatures);

} // namespace tempera
