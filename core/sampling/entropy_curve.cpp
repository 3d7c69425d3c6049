// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/entropy_curve.h"

#include "core/sampling/distribution.h"
#include "core/sampling/softmax_kernels.h"

#include <algorithm>
#include <cmath>

namespace tempera {

namespace {

/// Of the tokens that the chain keeps, by rising id.
std::vector<float> candidateLogits(std::span<const float> logits, const SamplerChain& chain) {
    const Distribution distribution(logits, chain);
    std::vector<float> candidates;
    candidates.reserve(distribution.candidateCount());
    for (std::size_t id = 0; id < logits.size(); ++id)
        if (distribution.keeps(static_cast<TokenId>(id)))
            candidates.push_back(logits[id]);
    return candidates;
}

} // namespace

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
    validate(withTemperature(chain, 1.0));
    const auto temperature = std::ranges::find(chain, SamplerKind::temperature, &Sampler::kind);
    const bool atFront = temperature == chain.end(); // where withTemperature() puts it
    const auto before = SamplerChain(chain.begin(), atFront ? chain.begin() : temperature);
    const auto after = SamplerChain(atFront ? chain.begin() : temperature + 1, chain.end());
    // What stands before the temperature keeps the same tokens at every one.
    const std::vector<float> candidates = candidateLogits(logits, before);
    const float maximum = *std::ranges::max_element(candidates);
    std::vector<double> entropies;
    for (const double t : temperatures) {
        const bool plain = after.empty() && t > 0.0;
        entropies.push_back(
            plain ? entropyBits(softmaxSums(candidates, maximum, t), t)
                  : Distribution(candidates, withTemperature(after, t)).entropyBits());
    }
    return entropies;
}

} // namespace tempera
