// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/word_widths.h"

#include "ui/text/token_words.h"

namespace tempera::ui {

namespace {

/// More than any text needs at once; prompts being typed would fill memory bit by bit otherwise.
constexpr qsizetype mostWords = 100'000;

} // namespace

int WordWidths::of(const QString& word) {
    const auto known = widths_.constFind(word);
    if (known != widths_.constEnd())
        return *known;
    if (widths_.size() >= mostWords)
        widths_.clear();
    return *widths_.insert(word, metrics_.horizontalAdvance(visibleWord(word, spaceIsBlank_)));
}

} // namespace tempera::ui
