// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/falling_order.h"

#include <numeric>

namespace tempera {

/// The part of a ranking with logits in [low, high). `Sums` has a `count` of tokens.
template <typename Sums>
struct LogitBand {
    float low;
    float high;
    Sums before;  ///< over the logits from `high` on
    Sums through; ///< over those from `low` on
};

/// Halves a band until few tokens are left in it, or one logit that many share. `sumsFrom(l)` are
/// the sums over the logits from l on; `reach(sums)` tells whether what is looked for is among
/// them.
template <typename Sums, typename SumsFrom, typename Reach>
LogitBand<Sums> narrowed(LogitBand<Sums> band, SumsFrom sumsFrom, Reach reach) {
    while (band.through.count - band.before.count > FallingOrder::headSize) {
        const float middle = std::midpoint(band.low, band.high);
        if (middle <= band.low || middle >= band.high)
            break;
        const Sums sums = sumsFrom(middle);
        const bool reached = reach(sums);
        (reached ? band.low : band.high) = middle;
        (reached ? band.through : band.before) = sums;
    }
    return band;
}

} // namespace tempera
