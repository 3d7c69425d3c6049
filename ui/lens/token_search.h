// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/vocabulary.h"
#include "ui/lens/ranked_distribution.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// The ranks of the tokens that a person may mean by `text`: the word itself first, then words that
/// begin with it, then words that hold it, each group by falling probability. Upper and lower case
/// are the same. Empty for an empty text.
std::vector<std::size_t> findTokens(const QString& text, const RankedDistribution& ranking,
                                    const Vocabulary& vocabulary);

} // namespace tempera::ui
