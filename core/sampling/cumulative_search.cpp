// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/cumulative_search.h"

#include "core/sampling/band_kernels.h"
#include "core/sampling/next_above.h"

#include <algorithm>

namespace tempera {

CumulativeSearch::CumulativeSearch(std::span<const float> logits, LogitRange range,
                                   std::span<const double> weights, FallingOrder& order,
                                   std::size_t candidates)
    : logits_(logits), range_(range), weights_(weights), order_(order), candidates_(candidates) {}

RankedToken CumulativeSearch::firstBeyond(double needle) {
    const std::size_t head = std::min(candidates_, FallingOrder::headSize);
    while (passed_ < head)
        if (walk(order_.at(passed_), needle))
            return last_;
    if (passed_ == candidates_)
        return last_;
    const Band band = bandAt(needle);
    passed_ = band.before.count;
    cumulative_ = band.before.total;
    for (const TokenId id : sortedTokens(band)) // the last candidate's equals may be among them
        if (passed_ == candidates_ || walk(id, needle))
            break;
    return last_;
}

bool CumulativeSearch::walk(TokenId id, double needle) {
    if (weight(id) == 0.0) { // and so have all that follow
        passed_ = candidates_;
        return true;
    }
    cumulative_ += weight(id);
    last_ = {id, ++passed_};
    return cumulative_ > needle;
}

SoftmaxSums CumulativeSearch::sumsThrough(float threshold) const {
    return sumsFrom(threshold, logits_, range_.highest, weights_);
}

CumulativeSearch::Band CumulativeSearch::bandAt(double needle) const {
    const Band whole{range_.lowest, nextAbove(range_.highest), {}, sumsThrough(range_.lowest)};
    return narrowed(
        whole, [this](float threshold) { return sumsThrough(threshold); },
        [needle](const SoftmaxSums& sums) { return sums.total > needle; });
}

std::vector<TokenId> CumulativeSearch::sortedTokens(const Band& band) const {
    auto tokens = tokensBetween(band.low, band.high, logits_);
    order_.sort(tokens);
    return tokens;
}

} // namespace tempera
