// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the Lens share: positions with words that tell their id, chains, samplers.
#pragma once

#include "core/sampling/sampler_stack.h"
#include "ui/lens/lens_position.h"

#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace tempera::test {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// Words "w2", "w3"...: the entries 0 and 1 are the special ones.
inline std::shared_ptr<const Vocabulary> numberedVocabulary(std::size_t size) {
    std::vector<std::string> words;
    for (std::size_t id = 2; id < size; ++id)
        words.push_back("w" + std::to_string(id));
    return std::make_shared<const Vocabulary>(std::move(words));
}

/// `logits` needs at least two entries.
inline ui::LensPosition positionOf(std::vector<float> logits) {
    const std::size_t size = logits.size();
    return {.logits = std::make_shared<const std::vector<float>>(std::move(logits)),
            .vocabulary = numberedVocabulary(size),
            .context = QStringLiteral("i have seen it for the"),
            .chosen = std::nullopt,
            .needle = std::nullopt};
}

inline std::vector<float> normalLogits(std::size_t count, float deviation, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0.0F, deviation);
    std::vector<float> logits(count);
    for (float& logit : logits)
        logit = normal(random);
    return logits;
}

/// At least two, many of them equal.
inline rc::Gen<std::vector<float>> anyLogits() {
    const auto level = rc::gen::map(rc::gen::inRange(-12, 13),
                                    [](int halves) { return static_cast<float>(halves) * 0.5F; });
    return rc::gen::mapcat(rc::gen::inRange<std::size_t>(2, 80), [level](std::size_t size) {
        return rc::gen::container<std::vector<float>>(size, level);
    });
}

inline rc::Gen<double> anyTemperature() {
    return rc::gen::oneOf(rc::gen::element(0.0, 1.0, infinity),
                          rc::gen::map(rc::gen::inRange(-300, 160), [](int hundredths) {
                              return std::exp(hundredths / 100.0);
                          }));
}

/// Temperature first or last, the others on or off. Shares are odd ones, away from those of few
/// equal tokens, where rounding decides.
inline rc::Gen<SamplerStack> anyStack() {
    return rc::gen::apply(
        [](double t, int k, int p, int m, bool last, int switches) {
            SamplerStack stack = {
                {{SamplerKind::temperature, t}, true},
                {{SamplerKind::topK, static_cast<double>(k)}, (switches & 1) != 0},
                {{SamplerKind::topP, (p + 0.3141) / 1000.0}, (switches & 2) != 0},
                {{SamplerKind::minP, (m + 0.3141) / 1000.0}, (switches & 4) != 0}};
            return last ? arranged(stack, SamplerOrder::llamaCpp) : stack;
        },
        anyTemperature(), rc::gen::inRange(1, 40), rc::gen::inRange(0, 999),
        rc::gen::inRange(0, 999), rc::gen::arbitrary<bool>(), rc::gen::inRange(0, 8));
}

/// A needle that isn't on a boundary of few equal tokens.
inline rc::Gen<double> anyNeedle() {
    return rc::gen::map(rc::gen::inRange(0, 1000),
                        [](int part) { return (part + 0.2718) / 1000.0; });
}

} // namespace tempera::test
