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
    /// The tokens that the text begins with whatever the needle says: what a branch was made with.
    /// Their figures are those of the distribution all the same.
    std::vector<TokenId> forced = {};

    bool operator==(const GenerationSettings&) const = default;
};

/// A token that was written, and the distribution's view of it (after all samplers).
struct GeneratedToken {
    TokenId id = 0;
    double probability = 0.0;
    double logProbability = 0.0; ///< natural logarithm
    std::size_t rank = 1;        ///< 1 is the most probable token
    double entropyBits = 0.0;    ///< of the distribution that it was drawn from

    bool operator==(const GeneratedToken&) const = default;
};

/// The random number that decides token `step` (from 0, counted from the prompt's end) of the text
/// with this seed. It depends on nothing else: the same luck at every temperature.
double samplingNeedle(std::uint64_t seed, std::size_t step);

/// A text under way, one token at a time: whoever drives it can stream, pause and cancel.
class GenerationRun {
public:
    /// Throws SettingError on an empty prompt, a length of 0 or an invalid chain.
    GenerationRun(std::vector<TokenId> prompt, GenerationSettings settings);

    bool finished() const { return step_ == settings_.length; }
    /// How many tokens are written.
    std::size_t step() const { return step_; }
    /// The prompt and what is written so far: what the next token is conditioned on.
    const std::vector<TokenId>& text() const { return text_; }
    const GenerationSettings& settings() const { return settings_; }
    /// Writes the next token, given the raw logits [V] after text(). Not to be called when
    /// finished. Throws Error where they are not finite.
    GeneratedToken advance(std::span<const float> logits);

private:
    GenerationSettings settings_;
    std::vector<TokenId> text_;
    std::size_t step_ = 0;
};

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
