// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/ranked_distribution.h"

#include <algorithm>

namespace tempera::ui {

namespace {

/// The order of the ranking: by falling logit, equal ones by rising id.
class Ranking {
public:
    explicit Ranking(const std::vector<float>& logits) : logits_(logits) {}

    bool before(std::size_t first, std::size_t second) const {
        return logits_[first] > logits_[second] ||
               (logits_[first] == logits_[second] && first < second);
    }

private:
    const std::vector<float>& logits_;
};

} // namespace

RankedDistribution::RankedDistribution(SharedLogits logits, const SamplerChain& chain)
    : RankedDistribution(logits, std::make_shared<Distribution>(*logits, SamplerChain{}), chain) {}

RankedDistribution::RankedDistribution(SharedLogits logits, std::shared_ptr<Distribution> model,
                                       const SamplerChain& chain)
    : logits_(std::move(logits)), model_(std::move(model)), current_(*logits_, chain) {}

SharedRanking RankedDistribution::withChain(const SamplerChain& chain) const {
    return SharedRanking(new RankedDistribution(logits_, model_, chain));
}

TokenId RankedDistribution::tokenAt(std::size_t rank) const {
    return model_->tokenAtRank(rank);
}

OtherTokens RankedDistribution::others(std::size_t shown) const {
    if (shown >= size())
        return {};
    OtherTokens result{.count = size() - shown};
    const Ranking ranking(*logits_);
    const auto last = static_cast<std::size_t>(tokenAt(shown));
    for (std::size_t id = 0; id < size(); ++id) {
        if (!ranking.before(last, id))
            continue;
        result.probability += current_.probability(static_cast<TokenId>(id));
        result.probabilityAtOne += model_->probability(static_cast<TokenId>(id));
    }
    return result;
}

CumulativeRange RankedDistribution::rangeOf(TokenId id) const {
    const Ranking ranking(*logits_);
    const auto token = static_cast<std::size_t>(id);
    double before = 0.0;
    for (std::size_t other = 0; other < size(); ++other)
        if (ranking.before(other, token))
            before += current_.probability(static_cast<TokenId>(other));
    // Rounding may leave the whole sum a hair beside 1.
    return {std::min(before, 1.0), std::min(before + current_.probability(id), 1.0)};
}

} // namespace tempera::ui
