// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/text_token.h"

#include <QStringList>
#include <cmath>

namespace tempera::ui {

inline TextToken promptToken(const QString& word, TokenId id) {
    TextToken token;
    token.word = word;
    token.fromPrompt = true;
    token.figures.id = id;
    return token;
}

inline TextToken writtenToken(const QString& word, TokenId id, double probability) {
    TextToken token;
    token.word = word;
    token.figures = {.id = id,
                     .probability = probability,
                     .logProbability = std::log(probability),
                     .rank = static_cast<std::size_t>(id),
                     .entropyBits = 2.5};
    return token;
}

/// "this movie" and then `count` written words, the one with index i of probability 1 / (i + 1).
inline TextTokens sampleText(int count) {
    TextTokens tokens = {promptToken(QStringLiteral("this"), 2),
                         promptToken(QStringLiteral("movie"), 3)};
    const QStringList words = {"is", "a", "waste", "of", "the", "best", "cast", "remember"};
    for (int i = 2; i < count + 2; ++i)
        tokens.push_back(writtenToken(words[i % words.size()], i + 2, 1.0 / (i + 1)));
    return tokens;
}

} // namespace tempera::ui
