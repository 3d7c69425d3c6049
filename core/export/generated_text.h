// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tempera {

/// A text that was generated, with all that is needed to generate it again.
struct GeneratedText {
    std::string prompt;          ///< as it was given
    std::string text;            ///< the prompt's tokens and those that follow
    std::string model;           ///< file name of the model
    std::string modelHash;       ///< LoadedModel::hash(), 64 hexadecimal digits
    bool roundedWeights = false; ///< WeightPrecision::bfloat16: with exact ones it can differ
    SamplerChain chain;
    std::uint64_t seed = 0;
    std::vector<TokenId> forced;        ///< the tokens that a branch began with, none of the needle
    std::vector<GeneratedToken> tokens; ///< without the prompt's
    /// How many tokens were written; only looked at where `tokens` isn't known (see textLength()).
    std::size_t length = 0;
};

/// How many tokens were written after the prompt.
std::size_t textLength(const GeneratedText& text);
/// What generate() needs, besides model and prompt, to write the text again.
GenerationSettings generationSettings(const GeneratedText& text);

} // namespace tempera
