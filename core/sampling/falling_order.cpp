// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/falling_order.h"

#include "core/sampling/band_kernels.h"
#include "core/sampling/logit_band.h"
#include "core/sampling/next_above.h"
#include "core/sampling/softmax_kernels.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

namespace tempera {

namespace {

/// Token i is in column i modulo so many.
constexpr std::size_t columnCount = 4 * FallingOrder::headSize;
using Columns = std::array<float, columnCount>;

/// The largest logit of each column. There must be a whole row.
Columns columnMaxima(std::span<const float> logits) {
    Columns maxima;
    std::copy_n(logits.begin(), columnCount, maxima.begin());
    std::size_t begin = columnCount;
    for (; begin + columnCount <= logits.size(); begin += columnCount)
        for (std::size_t column = 0; column < columnCount; ++column)
            maxima[column] = std::max(maxima[column], logits[begin + column]);
    for (std::size_t id = begin; id < logits.size(); ++id)
        maxima[id - begin] = std::max(maxima[id - begin], logits[id]);
    return maxima;
}

struct TokenCount {
    std::size_t count;
};

/// A small band that holds the token with `rank` others before it.
LogitBand<TokenCount> bandOf(std::size_t rank, std::span<const float> logits) {
    const auto range = finiteRange(logits).value();
    return narrowed(
        LogitBand<TokenCount>{range.lowest, nextAbove(range.highest), {0}, {logits.size()}},
        [logits](float threshold) { return TokenCount{countFrom(threshold, logits)}; },
        [rank](const TokenCount& tokens) { return tokens.count > rank; });
}

} // namespace

TokenId FallingOrder::at(std::size_t rank) {
    if (rank >= sortedCount_)
        sortAtLeast(rank + 1);
    return order_[rank];
}

TokenId FallingOrder::select(std::size_t rank) {
    if (rank < std::max(sortedCount_, headSize))
        return at(rank);
    const auto band = bandOf(rank, logits_);
    auto tokens = tokensBetween(band.low, band.high, logits_);
    const auto place = tokens.begin() + static_cast<std::ptrdiff_t>(rank - band.before.count);
    std::ranges::nth_element(tokens, place, std::bind_front(&FallingOrder::before, this));
    return *place;
}

bool FallingOrder::before(TokenId first, TokenId second) const {
    const float firstLogit = logits_[static_cast<std::size_t>(first)];
    const float secondLogit = logits_[static_cast<std::size_t>(second)];
    return firstLogit > secondLogit || (firstLogit == secondLogit && first < second);
}

void FallingOrder::sort(std::span<TokenId> tokens) const {
    std::ranges::sort(tokens,
                      [this](TokenId first, TokenId second) { return before(first, second); });
}

void FallingOrder::sortHead() {
    // In each of 64 columns one token at least reaches the 64th largest of the columns' maxima, and
    // all that reach it are a beginning of the order: far less work than to partition all tokens.
    Columns maxima = columnMaxima(logits_);
    std::ranges::nth_element(maxima, maxima.begin() + headSize - 1, std::ranges::greater{});
    const float threshold = maxima[headSize - 1];
    order_ = tokensBetween(threshold, nextAbove(*std::ranges::max_element(maxima)), logits_);
    sort(order_);
    sortedCount_ = order_.size();
}

void FallingOrder::sortAtLeast(std::size_t count) {
    if (order_.empty() && count <= headSize && size() >= 2 * columnCount)
        return sortHead();
    listAll();
    // Growing eightfold keeps the total work near one selection plus the sort of what is needed.
    const std::size_t target = std::min(size(), std::max({count, headSize, sortedCount_ * 8}));
    partition(target);
    sort(std::span(order_).subspan(sortedCount_, target - sortedCount_));
    sortedCount_ = target;
}

void FallingOrder::listAll() {
    if (order_.size() == size())
        return;
    order_.resize(size());
    std::iota(order_.begin(), order_.end(), TokenId{0});
    sortedCount_ = 0;
}

void FallingOrder::partition(std::size_t target) {
    const auto compare = [this](TokenId first, TokenId second) { return before(first, second); };
    const auto begin = order_.begin() + static_cast<std::ptrdiff_t>(sortedCount_);
    const auto end = order_.begin() + static_cast<std::ptrdiff_t>(target);
    if (end != order_.end())
        std::nth_element(begin, end, order_.end(), compare);
}

} // namespace tempera
