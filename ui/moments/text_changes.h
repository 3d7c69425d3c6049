// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace tempera::ui {

/// A text's words, between spaces.
QStringList wordsOf(const QString& text);

/// For every word of `now` whether it is new against `before`: not in the longest sequence of words
/// that both have in the same order. Texts of thousands of words are compared word by word.
std::vector<bool> changedWords(const QStringList& before, const QStringList& now);

} // namespace tempera::ui
