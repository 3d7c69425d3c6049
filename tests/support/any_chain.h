// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <rapidcheck.h>
#include <vector>

namespace tempera::test {

using Logits = std::vector<float>;
inline constexpr double infinity = std::numeric_limits<double>::infinity();

inline Sampler temperature(double value) {
    return {SamplerKind::temperature, value};
}
inline Sampler topK(double value) {
    return {SamplerKind::topK, value};
}
inline Sampler topP(double value) {
    return {SamplerKind::topP, value};
}
inline Sampler minP(double value) {
    return {SamplerKind::minP, value};
}

inline Logits normalLogits(std::size_t count, double deviation, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0.0F, static_cast<float>(deviation));
    Logits logits(count);
    for (float& logit : logits)
        logit = normal(random);
    return logits;
}

/// A few levels only, so that many are equal, or any float of moderate size.
inline rc::Gen<Logits> anyLogits() {
    const auto coarse = rc::gen::map(rc::gen::inRange(-6, 7),
                                     [](int level) { return static_cast<float>(level) * 0.75F; });
    const auto fine = rc::gen::map(rc::gen::inRange(-20'000, 20'000), [](int thousandths) {
        return static_cast<float>(thousandths) * 1e-3F;
    });
    return rc::gen::nonEmpty(
        rc::gen::oneOf(rc::gen::container<Logits>(coarse), rc::gen::container<Logits>(fine)));
}

inline rc::Gen<double> anyTemperature() {
    return rc::gen::oneOf(rc::gen::element(0.0, 1e-6, 1.0, 1e6, infinity),
                          rc::gen::map(rc::gen::inRange(-300, 300), [](int hundredths) {
                              return std::exp(hundredths / 100.0);
                          }));
}

/// In (0, 1), away from the shares of few equal tokens (1/2, 2/3...), where rounding decides.
inline rc::Gen<double> anyShare() {
    return rc::gen::map(rc::gen::inRange(0, 1000),
                        [](int part) { return (part + 0.3141) / 1000.0; });
}

/// Any choice of samplers in any order.
inline rc::Gen<SamplerChain> anyChain() {
    const auto every = rc::gen::apply(
        [](double t, int k, double p, double m) {
            return SamplerChain{temperature(t), topK(k), topP(p), minP(m)};
        },
        anyTemperature(), rc::gen::inRange(1, 40), anyShare(), anyShare());
    return rc::gen::mapcat(every, [](const SamplerChain& chain) {
        return rc::gen::mapcat(rc::gen::inRange(0, 24), [chain](int order) {
            SamplerChain permuted = chain;
            const auto byKind = [](const Sampler& a, const Sampler& b) { return a.kind < b.kind; };
            for (int i = 0; i < order; ++i)
                std::next_permutation(permuted.begin(), permuted.end(), byKind);
            return rc::gen::map(rc::gen::inRange<std::size_t>(0, 5), [permuted](std::size_t size) {
                return SamplerChain(permuted.begin(),
                                    permuted.begin() + static_cast<std::ptrdiff_t>(size));
            });
        });
    });
}

} // namespace tempera::test
