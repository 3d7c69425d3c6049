// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/codec.h"

namespace tempera {

std::vector<TokenId> encode(std::string_view text, Standardization standardization,
                            const Vocabulary& vocabulary) {
    std::vector<TokenId> tokens;
    tokenize(text, standardization,
             [&](std::string_view token) { tokens.push_back(vocabulary.id(token)); });
    return tokens;
}

std::string decode(std::span<const TokenId> tokens, Standardization standardization,
                   const Vocabulary& vocabulary) {
    const std::string_view separator = tokenSeparator(standardization);
    std::string text;
    for (const TokenId token : tokens) {
        if (!text.empty())
            text += separator;
        text += vocabulary.displayWord(token);
    }
    return text;
}

} // namespace tempera
