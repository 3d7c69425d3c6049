// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/lens_position.h"
#include "ui/lens/ranked_distribution.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// A piece of the bar that the needle stands in: a token, or several that are too thin to see.
struct NeedleSegment {
    CumulativeRange range;
    std::size_t rank = 1;  ///< of the first token in it
    std::size_t count = 1; ///< tokens in it
    bool chosen = false;   ///< the token that stands in the text, alone
    QString word;          ///< of a single token
    double probability = 0.0;
};

/// The whole bar from 0 to 1 without a gap, in falling order of probability. Tokens with less than
/// `smallestShare` are merged, except for the chosen one. `position.vocabulary` must not be null.
std::vector<NeedleSegment> needleSegments(const RankedDistribution& ranking,
                                          const LensPosition& position, double smallestShare);

/// The single token under `u` in [0, 1): what the needle picks there.
NeedleSegment needleSegmentAt(const RankedDistribution& ranking, const LensPosition& position,
                              double u);
/// The token of that rank (from 1).
NeedleSegment needleSegmentOf(const RankedDistribution& ranking, const LensPosition& position,
                              std::size_t rank);

} // namespace tempera::ui
