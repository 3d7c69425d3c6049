// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <cstddef>
#include <span>
#include <vector>

namespace tempera {

/// The tokens by falling logit, equal ones by rising id. Sorted only as far as it is asked for:
/// a draw seldom needs more than the first hundred of 15,000.
class FallingOrder {
public:
    /// Borrows `logits` (one per token, none of them NaN), which must outlive it.
    explicit FallingOrder(std::span<const float> logits);

    std::size_t size() const { return order_.size(); }
    /// The token with `rank` others before it. `rank` must be below size().
    TokenId at(std::size_t rank);
    /// True if `first` stands before `second`.
    bool before(TokenId first, TokenId second) const;

private:
    void sortAtLeast(std::size_t count);

    std::span<const float> logits_;
    std::vector<TokenId> order_; ///< the first sortedCount_ are in place, the rest behind them
    std::size_t sortedCount_ = 0;
};

} // namespace tempera
