// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/falling_order.h"

#include <algorithm>
#include <numeric>

namespace tempera {

FallingOrder::FallingOrder(std::span<const float> logits) : logits_(logits), order_(logits.size()) {
    std::iota(order_.begin(), order_.end(), TokenId{0});
}

TokenId FallingOrder::at(std::size_t rank) {
    if (rank >= sortedCount_)
        sortAtLeast(rank + 1);
    return order_[rank];
}

bool FallingOrder::before(TokenId first, TokenId second) const {
    const float firstLogit = logits_[static_cast<std::size_t>(first)];
    const float secondLogit = logits_[static_cast<std::size_t>(second)];
    return firstLogit > secondLogit || (firstLogit == secondLogit && first < second);
}

void FallingOrder::sortAtLeast(std::size_t count) {
    // Growing eightfold keeps the total work near one selection plus the sort of what is needed.
    const std::size_t target =
        std::min(order_.size(), std::max({count, std::size_t{64}, sortedCount_ * 8}));
    const auto compare = [this](TokenId first, TokenId second) { return before(first, second); };
    const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(sortedCount_);
    const auto end = order_.begin() + static_cast<std::ptrdiff_t>(target);
    if (end != order_.end())
        std::nth_element(begin, end, order_.end(), compare);
    std::sort(begin, end, compare);
    sortedCount_ = target;
}

} // namespace tempera
