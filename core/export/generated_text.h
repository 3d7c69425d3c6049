// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

#include <string>
#include <string_view>

namespace tempera {

/// A text that was generated, with all that is needed to generate it again.
struct GeneratedText {
    std::string prompt; ///< as it was given
    std::string text;   ///< the prompt's tokens and those that follow
    std::string model;  ///< file name of the model
    SamplerChain chain;
    std::uint64_t seed = 0;
    std::vector<GeneratedToken> tokens; ///< without the prompt's
};

/// The form in which texts are written.
enum class TextFormat {
    text,  ///< a heading line that names temperature and seed, then the text
    csv,   ///< RFC 4180, one row per text
    jsonl, ///< one JSON object per line and text, with every token's figures
};

/// "text", "csv", "jsonl"; throws SettingError that lists them.
TextFormat parseTextFormat(std::string_view name);

/// What comes before the first text: the header row for csv, nothing otherwise.
std::string textsHeader(TextFormat format);
/// One text, newline included. The figures of the tokens are of the distribution after all
/// samplers; their rank counts from 1.
std::string formatText(const GeneratedText& text, const Vocabulary& vocabulary, TextFormat format);

} // namespace tempera
