// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/logits_source.h"
#include "core/sampling/sampler_chain.h"

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace tempera {

/// How to write a text.
struct GenerationSettings {
    SamplerChain chain;
    std::size_t length = 50; ///< tokens to write after the prompt, at least 1
    std::uint64_t seed = 0;
};

/// A token that was written, and the distribution's view of it (after all samplers).
struct GeneratedToken {
    TokenId id = 0;
    double probability = 0.0;
    double logProbability = 0.0; ///< natural logarithm
    std::size_t rank = 1;        ///< 1 is the most probable token
    double entropyBits = 0.0;    ///< of the distribution that it was drawn from
};

/// The random number that decides token `step` (from 0, counted from the prompt's end) of the text
/// with this seed. It depends on nothing else: the same luck at every temperature.
double samplingNeedle(std::uint64_t seed, std::size_t step);

/// Writes `settings.length` tokens after `prompt`, each conditioned on the whole text before it.
/// `sink` gets every token as it is written. Throws SettingError on an empty prompt, a length of 0
/// or an invalid chain; Cancelled when `stop` is triggered between two tokens.
void generate(LogitsSource& source, std::span<const TokenId> prompt,
              const GenerationSettings& settings,
              const std::function<void(const GeneratedToken&)>& sink, std::stop_token stop = {});

/// The same, collected.
std::vector<GeneratedToken> generate(LogitsSource& source, std::span<const TokenId> prompt,
                                     const GenerationSettings& settings);

/// The ids of a whole text: the prompt's, then those that were written.
std::vector<TokenId> wholeText(std::span<const TokenId> prompt,
                               std::span<const GeneratedToken> written);

} // namespace tempera
