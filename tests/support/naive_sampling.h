// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"
#include "core/text/token.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace tempera::test {

/// The sampler chain once more, as slowly and plainly as its definition reads: everything sorted,
/// every probability computed in long double, normalised anew after every step.
struct NaiveDistribution {
    std::vector<TokenId> ranking;                      ///< by falling logit, then rising id
    std::vector<long double> probabilities;            ///< by rank; 0 where removed
    std::vector<std::optional<SamplerKind>> removedBy; ///< by rank
    std::size_t candidates = 0;

    long double entropyBits() const {
        long double sum = 0.0L;
        for (const long double p : probabilities)
            sum -= p > 0.0L ? p * std::log2(p) : 0.0L;
        return sum;
    }

    std::vector<double> byId() const {
        std::vector<double> result(ranking.size());
        for (std::size_t rank = 0; rank < ranking.size(); ++rank)
            result[static_cast<std::size_t>(ranking[rank])] =
                static_cast<double>(probabilities[rank]);
        return result;
    }
};

/// softmax(l / T) over the first `candidates` of the ranking.
inline std::vector<long double> naiveSoftmax(std::span<const float> logits,
                                             const std::vector<TokenId>& ranking,
                                             std::size_t candidates, double temperature) {
    std::vector<long double> result(ranking.size(), 0.0L);
    const auto logit = [&](std::size_t rank) {
        return static_cast<long double>(logits[static_cast<std::size_t>(ranking[rank])]);
    };
    for (std::size_t rank = 0; rank < candidates; ++rank) {
        if (temperature == 0.0)
            result[rank] = rank == 0 ? 1.0L : 0.0L;
        else if (std::isinf(temperature))
            result[rank] = 1.0L;
        else
            result[rank] = std::exp((logit(rank) - logit(0)) / temperature);
    }
    const long double total = std::accumulate(result.begin(), result.end(), 0.0L);
    for (long double& p : result)
        p /= total;
    return result;
}

inline std::size_t naiveCount(const Sampler& sampler, const std::vector<long double>& p,
                              std::size_t candidates) {
    std::size_t count = 0;
    long double sum = 0.0L;
    switch (sampler.kind) {
    case SamplerKind::temperature:
        return candidates;
    case SamplerKind::topK:
        return std::min(candidates, static_cast<std::size_t>(sampler.value));
    case SamplerKind::topP:
        if (sampler.value == 1.0) // all that have any: rounding makes a sum reach 1 before
            return static_cast<std::size_t>(
                std::ranges::count_if(p, [](long double each) { return each > 0.0L; }));
        while (count < candidates && sum < sampler.value * (1.0L - 1e-12L))
            sum += p[count++];
        return count;
    case SamplerKind::minP:
        while (count < candidates && p[count] >= sampler.value * p[0])
            ++count;
        return count;
    }
    return count;
}

inline NaiveDistribution naiveDistribution(std::span<const float> logits,
                                           const SamplerChain& chain) {
    NaiveDistribution result;
    result.ranking.resize(logits.size());
    std::iota(result.ranking.begin(), result.ranking.end(), TokenId{0});
    std::ranges::stable_sort(result.ranking, std::ranges::greater{},
                             [&](TokenId id) { return logits[static_cast<std::size_t>(id)]; });
    result.removedBy.resize(logits.size());
    result.candidates = logits.size();
    double temperature = 1.0;
    result.probabilities = naiveSoftmax(logits, result.ranking, result.candidates, temperature);
    for (const Sampler& sampler : chain) {
        if (sampler.kind == SamplerKind::temperature)
            temperature = sampler.value;
        const std::size_t kept = naiveCount(sampler, result.probabilities, result.candidates);
        std::fill(result.removedBy.begin() + static_cast<std::ptrdiff_t>(kept),
                  result.removedBy.begin() + static_cast<std::ptrdiff_t>(result.candidates),
                  sampler.kind);
        result.candidates = kept;
        result.probabilities = naiveSoftmax(logits, result.ranking, kept, temperature);
    }
    return result;
}

} // namespace tempera::test
