// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/sampling/logits_source.h"

#include <memory>

namespace tempera::ui {

/// A stretch of the cumulative sum in falling order of probability, within [0, 1].
struct CumulativeRange {
    double from = 0.0;
    double to = 0.0;
};

/// What all tokens behind a rank have together.
struct OtherTokens {
    std::size_t count = 0;
    double probability = 0.0;      ///< the sum of theirs
    double probabilityAtOne = 0.0; ///< at T = 1 without samplers
};

/// The next-token distribution by rank, beside the model's own (T = 1, no samplers). Immutable.
/// The ranking doesn't depend on the samplers: withChain() takes it over, sorted as far as it is.
class RankedDistribution {
public:
    /// Throws as Distribution does. `logits` must not be null.
    RankedDistribution(SharedLogits logits, const SamplerChain& chain);
    /// The same position under another chain.
    std::shared_ptr<const RankedDistribution> withChain(const SamplerChain& chain) const;

    const SharedLogits& logits() const { return logits_; }
    /// Entropy, candidates, effects and whatever else needs no rank.
    const Distribution& distribution() const { return current_; }

    std::size_t size() const { return current_.vocabularySize(); }
    TokenId tokenAt(std::size_t rank) const; ///< rank from 1
    double probabilityAt(std::size_t rank) const { return current_.probability(tokenAt(rank)); }
    double probabilityAtOne(std::size_t rank) const { return model_->probability(tokenAt(rank)); }

    /// The tokens behind the first `shown` ones (at least 1).
    OtherTokens others(std::size_t shown) const;
    /// Where the token's share of the probability lies: [from, to) decides over the needle.
    CumulativeRange rangeOf(TokenId id) const;
    /// The token under the needle `u` in [0, 1).
    Pick pick(double u) const { return current_.pick(u); }

private:
    RankedDistribution(SharedLogits logits, std::shared_ptr<Distribution> model,
                       const SamplerChain& chain);

    SharedLogits logits_;
    std::shared_ptr<Distribution> model_; ///< sorts its ranking as far as it is asked for
    mutable Distribution current_;        ///< pick() sorts too
};

using SharedRanking = std::shared_ptr<const RankedDistribution>;

} // namespace tempera::ui
