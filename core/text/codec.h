// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// The ids of a text's tokens; words that the vocabulary doesn't hold become unknownToken.
std::vector<TokenId> encode(std::string_view text, Standardization standardization,
                            const Vocabulary& vocabulary);

/// The tokens as text, "[PAD]" and "[UNK]" where they stand for themselves.
std::string decode(std::span<const TokenId> tokens, Standardization standardization,
                   const Vocabulary& vocabulary);

} // namespace tempera
