// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/text_token.h"

#include <QString>
#include <cstddef>

namespace tempera::ui {

/// The word with everything made visible that has no shape of its own: "↵" for a line break, "⇥"
/// for a tab, "U+0000" for NUL, "U+200B" for a zero-width space; "␣" for a space between words
/// (where `spaceIsBlank`, as in models of characters, it stays a space). Longer words than a few
/// hundred characters end in "…".
QString visibleWord(const QString& word, bool spaceIsBlank = false);
/// The same for sentences, where a space must be told from nothing: “first”, “␣”.
QString quotedWord(const QString& word);

/// All words joined, as they are copied: "[PAD]" and "[UNK]" stand for themselves.
QString joinedText(const TextTokens& tokens, const QString& separator);

/// What is known of a token, as rich text for a tooltip. `number` is its place, from 1.
QString tokenToolTip(const TextToken& token, int number, std::size_t vocabularySize);
/// The same as one sentence for a screen reader: "first, token 5 of 52: probability 50.3%, ...".
QString tokenSentence(const TextToken& token, int number, int count);

/// Whether the samplers had removed the token that a person chose.
bool wasRemoved(const TextToken& token);

/// "50.3%"; small ones with two significant digits.
QString formatProbability(double probability);
QString formatNumber(double value, int decimals);
QString formatCount(std::size_t count);

} // namespace tempera::ui
