// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <string>
#include <vector>

namespace tempera::ui {

/// How probable a word was at each of some moments.
struct ExpectationSeries {
    std::string word;
    std::vector<double> probabilities; ///< NaN where the word was not among a moment's candidates
};

/// The `most` words that ever were the most probable ones, by the highest probability that they
/// reached at any of the moments, falling; ties by the word.
std::vector<ExpectationSeries> expectationSeries(const std::vector<const Moment*>& moments,
                                                 std::size_t most);

} // namespace tempera::ui
