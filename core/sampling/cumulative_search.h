// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/falling_order.h"
#include "core/sampling/logit_band.h"
#include "core/sampling/softmax_kernels.h"

#include <span>
#include <vector>

namespace tempera {

/// A token with its place in the ranking, from 1.
struct RankedToken {
    TokenId id = 0;
    std::size_t rank = 1;
};

/// Walks down a ranking of weighted tokens without sorting all that it passes: what lies before the
/// goal is summed as a whole, half of the remaining range of logits at a time, until few tokens are
/// left to be looked at one by one.
class CumulativeSearch {
public:
    /// Borrows everything. `weights` [V] by id don't rise down the order; only its first
    /// `candidates` tokens count, whose logits are in `range`.
    CumulativeSearch(std::span<const float> logits, LogitRange range,
                     std::span<const double> weights, FallingOrder& order, std::size_t candidates);

    /// The first token at which the cumulative sum of weights exceeds `needle`. If none does
    /// (rounding can leave the whole sum a hair short), the last one with any weight.
    RankedToken firstBeyond(double needle);

private:
    using Band = LogitBand<SoftmaxSums>;

    double weight(TokenId id) const { return weights_[static_cast<std::size_t>(id)]; }
    SoftmaxSums sumsThrough(float threshold) const;
    /// A small band that holds the first token at which the cumulative sum exceeds `needle`.
    Band bandAt(double needle) const;
    std::vector<TokenId> sortedTokens(const Band& band) const;
    /// Goes through neighbouring tokens; true if the needle was passed.
    bool walk(TokenId id, double needle);

    std::span<const float> logits_;
    LogitRange range_;
    std::span<const double> weights_;
    FallingOrder& order_;
    std::size_t candidates_;
    RankedToken last_;        ///< the last one with any weight that was passed
    std::size_t passed_ = 0;  ///< tokens
    double cumulative_ = 0.0; ///< their weight
};

} // namespace tempera
