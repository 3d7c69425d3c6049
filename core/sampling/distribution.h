// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/cumulative_search.h"
#include "core/sampling/falling_order.h"
#include "core/sampling/sampler_chain.h"
#include "core/sampling/softmax_kernels.h"
#include "core/text/token.h"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tempera {

/// What one sampler of a chain did to the number of candidates.
struct SamplerEffect {
    Sampler sampler;
    std::size_t candidatesBefore = 0;
    std::size_t candidatesAfter = 0;
};

/// A token that was picked from a distribution.
struct Pick {
    TokenId id = 0;
    std::size_t rank = 1;        ///< 1 is the most probable token
    double probability = 0.0;    ///< after all samplers
    double logProbability = 0.0; ///< natural logarithm of it
};

/// The distribution of the next token after a chain of samplers, exact over the whole vocabulary.
///
/// Computed in double from the raw logits l, with their maximum m subtracted:
/// p_i = exp((l_i - m) / T) / Z over the tokens that the chain keeps. Temperature keeps the order
/// of the tokens, so whatever top-k, top-p and min-p keep is a prefix of the falling order of
/// logits, and one number of candidates says it all.
class Distribution {
public:
    /// Borrows `logits` (one per token of the vocabulary), which must outlive it.
    /// Throws SettingError where the chain is invalid, Error where a logit is NaN or infinite.
    Distribution(std::span<const float> logits, const SamplerChain& chain);

    std::size_t vocabularySize() const { return logits_.size(); }
    /// After all samplers; 0 where the token was removed. All of them add up to 1.
    double probability(TokenId id) const;
    /// The sampler that removed the token of that rank (from 1), or nothing where it was kept.
    std::optional<SamplerKind> removedBy(std::size_t rank) const;
    /// Whether the chain keeps the token.
    bool keeps(TokenId id) const {
        return candidates_ == logits_.size() || !order_.before(lastCandidate_, id);
    }
    /// How many tokens the chain keeps, at least 1.
    std::size_t candidateCount() const { return candidates_; }
    /// One entry per sampler, in the chain's order.
    const std::vector<SamplerEffect>& effects() const { return effects_; }
    /// The token with `rank` - 1 more probable ones before it; rank from 1.
    TokenId tokenAtRank(std::size_t rank) { return order_.at(rank - 1); }

    /// The place of the token in the ranking, from 1. Looks at the whole vocabulary.
    std::size_t rankOf(TokenId id) const;
    /// What pick() would say of this token. The probability of a removed one is 0 and its logarithm
    /// minus infinity.
    Pick figuresOf(TokenId id) const;

    /// H = -sum p log2 p, in bits.
    double entropyBits() const { return entropyBits_; }
    /// 2^H: the number of equally likely tokens with the same entropy.
    double effectiveChoices() const;

    /// The token under the needle `u` in [0, 1): the first one, in falling order of probability,
    /// at which the cumulative sum exceeds u. With the same u a higher temperature can only move
    /// the pick down the ranking.
    Pick pick(double u);

private:
    void apply(const Sampler& sampler);
    void setTemperature(double temperature);
    void keepTopK(std::size_t k);
    void keepTopP(double p);
    void keepMinP(double m);
    void keep(const RankedToken& last);
    void computeWeights();
    void computeSums();
    RankedToken firstBeyond(double needle);
    double weight(TokenId id) const { return weights_[static_cast<std::size_t>(id)]; }
    float logit(TokenId id) const { return logits_[static_cast<std::size_t>(id)]; }

    std::span<const float> logits_;
    LogitRange range_;
    FallingOrder order_;
    TokenId lastCandidate_ = 0; ///< the least probable one that is kept, where not all are
    std::size_t candidates_ = 0;
    double temperature_ = 1.0;
    std::vector<double> weights_; ///< exp((l - m) / T) by id, removed tokens included; empty while
                                  ///< nothing needed them at this temperature
    SoftmaxSums sums_;            ///< over the candidates, once there are weights
    double entropyBits_ = 0.0;
    std::vector<SamplerEffect> effects_;
};

} // namespace tempera
