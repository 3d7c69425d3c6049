// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/text_changes.h"

#include <algorithm>
#include <cstddef>

namespace tempera::ui {

namespace {

/// The table of the longest common sequence has the product of both lengths.
constexpr qsizetype mostWords = 1'000;

/// lengths[i][j]: of the longest common sequence of what follows words i and j.
using Lengths = std::vector<std::vector<int>>;

Lengths commonLengths(const QStringList& before, const QStringList& now) {
    const auto rows = static_cast<std::size_t>(before.size());
    const auto columns = static_cast<std::size_t>(now.size());
    Lengths lengths(rows + 1, std::vector<int>(columns + 1, 0));
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            lengths[i][j] = before[static_cast<qsizetype>(i)] == now[static_cast<qsizetype>(j)]
                                ? lengths[i + 1][j + 1] + 1
                                : std::max(lengths[i + 1][j], lengths[i][j + 1]);
    return lengths;
}

std::vector<bool> changedPlaces(const QStringList& before, const QStringList& now) {
    std::vector<bool> changed;
    for (qsizetype index = 0; index < now.size(); ++index)
        changed.push_back(index >= before.size() || before[index] != now[index]);
    return changed;
}

} // namespace

QStringList wordsOf(const QString& text) {
    return text.split(u' ', Qt::SkipEmptyParts);
}

std::vector<bool> changedWords(const QStringList& before, const QStringList& now) {
    if (before.size() > mostWords || now.size() > mostWords)
        return changedPlaces(before, now);
    const Lengths lengths = commonLengths(before, now);
    std::vector<bool> changed(static_cast<std::size_t>(now.size()), true);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i + 1 < lengths.size() && j < changed.size()) {
        if (before[static_cast<qsizetype>(i)] == now[static_cast<qsizetype>(j)]) {
            changed[j++] = false;
            ++i;
        } else if (lengths[i + 1][j] >= lengths[i][j + 1]) {
            ++i;
        } else {
            ++j;
        }
    }
    return changed;
}

} // namespace tempera::ui
