// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/text_format.h"

#include <cstddef>
#include <string>

namespace tempera {

/// Where the figure that `coloring` stands for lies on a scale from 0 (pale) to 1 (strong):
/// surprise and entropy in bits against log2 V, those of a uniform choice among V words; the rank's
/// logarithm against that of V; the probability itself.
double colorFraction(const GeneratedToken& token, TokenColoring coloring,
                     std::size_t vocabularySize);

/// -log2 p, in bits; infinite for a token that a sampler had removed.
double surpriseBits(const GeneratedToken& token);

/// The steps of the scale in a page: classes s0 to s20.
inline constexpr int colorSteps = 20;
/// The page's style sheet: light colours, and dark ones where the reader's system is dark.
std::string htmlStyle();
std::string htmlDarkStyle();

} // namespace tempera
