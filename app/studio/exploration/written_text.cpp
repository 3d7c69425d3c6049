// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/exploration/written_text.h"

#include <algorithm>

namespace tempera::studio {

namespace {

QString displayWord(const Vocabulary& vocabulary, TokenId id) {
    if (id < 0 || static_cast<std::size_t>(id) >= vocabulary.size())
        return {}; // an old tail of another model's text
    const std::string_view word = vocabulary.displayWord(id);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

} // namespace

void WrittenText::begin(std::size_t length, std::size_t forced) {
    fresh_ = 0;
    forced_ = forced;
    if (tokens_.size() > length)
        tokens_.resize(length);
}

void WrittenText::receive(const WrittenTokens& tokens) {
    for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
        const std::size_t index = tokens.first + i;
        if (index < tokens_.size())
            tokens_[index] = tokens.tokens[i];
        else
            tokens_.push_back(tokens.tokens[i]);
    }
    fresh_ = tokens.first + tokens.tokens.size();
}

void WrittenText::clear() {
    *this = WrittenText();
}

std::vector<GeneratedToken> WrittenText::figures() const {
    std::vector<GeneratedToken> figures;
    for (std::size_t i = 0; i < fresh_; ++i)
        figures.push_back(tokens_[i].figures);
    return figures;
}

ui::TextTokens displayTokens(const Vocabulary& vocabulary, std::span<const TokenId> shownPrompt,
                             const WrittenText& text) {
    ui::TextTokens tokens;
    tokens.reserve(shownPrompt.size() + text.tokens().size());
    for (const TokenId id : shownPrompt) {
        ui::TextToken& token = tokens.emplace_back();
        token.word = displayWord(vocabulary, id);
        token.fromPrompt = true;
        token.figures.id = id;
    }
    for (std::size_t i = 0; i < text.tokens().size(); ++i) {
        const WrittenToken& written = text.tokens()[i];
        ui::TextToken& token = tokens.emplace_back();
        token.word = displayWord(vocabulary, written.figures.id);
        token.forced = text.isForced(i);
        token.figures = written.figures;
        token.logits = written.logits;
    }
    return tokens;
}

} // namespace tempera::studio
