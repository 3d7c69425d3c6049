// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"

#include <cstddef>
#include <optional>
#include <span>

namespace tempera {

/// What is said of a text as a whole. Figures of the written tokens alone, not of the prompt's.
struct TextStatistics {
    double meanEntropyBits = 0.0;
    /// Mean natural logarithm of the tokens' probability after all samplers; minus infinity where
    /// a forced token had been removed.
    double meanLogProbability = 0.0;
    /// Distinct pairs of neighbouring tokens per pair, in (0, 1]: low where a text repeats itself
    /// (J. Li et al., "A diversity-promoting objective function for neural conversation models",
    /// 2016). Nothing for texts of fewer than two tokens.
    std::optional<double> distinct2;
};

/// All zero for an empty text.
TextStatistics statisticsOf(std::span<const GeneratedToken> tokens);

/// The index of the first token that differs, or nothing where one text is the other's beginning or
/// they are equal.
std::optional<std::size_t> firstDifference(std::span<const GeneratedToken> first,
                                           std::span<const GeneratedToken> second);

} // namespace tempera
