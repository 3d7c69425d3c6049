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
    /// At least so many tokens are put in order at once; asking for them is cheap.
    static constexpr std::size_t headSize = 64;

    /// Borrows `logits` (one per token, all finite), which must outlive it.
    explicit FallingOrder(std::span<const float> logits) : logits_(logits) {}

    std::size_t size() const { return logits_.size(); }
    /// The token with `rank` others before it. `rank` must be below size().
    TokenId at(std::size_t rank);
    /// The same, for one that stands alone: those before it are not sorted.
    TokenId select(std::size_t rank);
    /// True if `first` stands before `second`.
    bool before(TokenId first, TokenId second) const;
    /// Puts some tokens into this order.
    void sort(std::span<TokenId> tokens) const;

private:
    void sortHead();
    void sortAtLeast(std::size_t count);
    void listAll();
    /// Brings the tokens from sortedCount_ to `target` before the ones behind.
    void partition(std::size_t target);

    std::span<const float> logits_;
    std::vector<TokenId> order_; ///< the first sortedCount_ are in place; those behind, if listed
    std::size_t sortedCount_ = 0;
};

} // namespace tempera
