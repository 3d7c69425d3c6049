// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/distribution.h"

#include "core/sampling/next_above.h"
#include "core/system/error.h"

#include <cmath>
#include <limits>

namespace tempera {

namespace {

LogitRange rangeOf(std::span<const float> logits) {
    const auto range = finiteRange(logits);
    if (!range)
        throw Error("the model's logits are not finite numbers: its weights are unusable (a "
                    "diverged training run?)");
    return *range;
}

} // namespace

Distribution::Distribution(std::span<const float> logits, const SamplerChain& chain)
    : logits_(logits), order_(logits), candidates_(logits.size()) {
    validate(chain);
    range_ = rangeOf(logits);
    for (const auto& sampler : chain)
        apply(sampler);
    computeWeights();
    entropyBits_ = temperature_ == 0.0 ? 0.0 : tempera::entropyBits(sums_, temperature_);
}

void Distribution::apply(const Sampler& sampler) {
    const std::size_t before = candidates_;
    switch (sampler.kind) {
    case SamplerKind::temperature:
        setTemperature(sampler.value);
        break;
    case SamplerKind::topK:
        keepTopK(static_cast<std::size_t>(sampler.value));
        break;
    case SamplerKind::topP:
        keepTopP(sampler.value);
        break;
    case SamplerKind::minP:
        keepMinP(sampler.value);
        break;
    }
    effects_.push_back({sampler, before, candidates_});
}

void Distribution::setTemperature(double temperature) {
    if (temperature == temperature_)
        return;
    temperature_ = temperature;
    weights_.clear();
}

void Distribution::computeWeights() {
    if (!weights_.empty())
        return;
    weights_.resize(logits_.size());
    if (temperature_ == 0.0) {
        // The limit T -> 0 where no other token is as probable; equal ones lose to the lowest id.
        weights_[static_cast<std::size_t>(order_.at(0))] = 1.0;
        sums_ = {candidates_, 1.0, 0.0};
        return;
    }
    sums_ = softmaxWeights(logits_, range_.highest, temperature_, weights_);
    if (candidates_ < logits_.size())
        computeSums();
}

void Distribution::computeSums() {
    // Of the tokens as probable as the last candidate the chain may keep only the first few.
    const float last = logit(lastCandidate_);
    const float above = nextAbove(last);
    sums_ = sumsFrom(above, logits_, range_.highest, weights_);
    const auto equals = static_cast<double>(candidates_ - sums_.count);
    const double difference = static_cast<double>(last) - range_.highest;
    sums_.total += equals * weight(lastCandidate_);
    sums_.weighted += equals * weight(lastCandidate_) * difference;
    sums_.count = candidates_;
}

void Distribution::keepTopK(std::size_t k) {
    if (k < candidates_)
        keep({order_.select(k - 1), k});
}

void Distribution::keepTopP(double p) {
    // No token has no probability at all, but in a sum the tail is lost to rounding.
    if (p == 1.0 && temperature_ > 0.0)
        return;
    computeWeights();
    // The first to reach it, up to rounding: of a hundred equal tokens 0.07 are seven.
    constexpr double rounding = 1e-12;
    keep(firstBeyond(p * sums_.total * (1.0 - rounding)));
}

void Distribution::keepMinP(double m) {
    computeWeights();
    // The most probable token's weight is 1, so the weights are relative to it already.
    RankedToken last{order_.at(0), 0};
    for (std::size_t id = 0; id < weights_.size(); ++id) {
        if (weights_[id] < m)
            continue;
        ++last.rank;
        if (order_.before(last.id, static_cast<TokenId>(id)))
            last.id = static_cast<TokenId>(id);
    }
    keep(last);
}

void Distribution::keep(const RankedToken& last) {
    if (last.rank >= candidates_)
        return;
    candidates_ = last.rank;
    lastCandidate_ = last.id;
    if (!weights_.empty() && temperature_ > 0.0)
        computeSums();
}

RankedToken Distribution::firstBeyond(double needle) {
    LogitRange range = range_;
    if (candidates_ < logits_.size())
        range.lowest = logit(lastCandidate_);
    return CumulativeSearch(logits_, range, weights_, order_, candidates_).firstBeyond(needle);
}

double Distribution::probability(TokenId id) const {
    return keeps(id) ? weight(id) / sums_.total : 0.0;
}

std::optional<SamplerKind> Distribution::removedBy(std::size_t rank) const {
    for (const auto& effect : effects_)
        if (rank > effect.candidatesAfter)
            return effect.sampler.kind;
    return std::nullopt;
}

std::size_t Distribution::rankOf(TokenId id) const {
    std::size_t rank = 1;
    for (std::size_t other = 0; other < logits_.size(); ++other)
        rank += order_.before(static_cast<TokenId>(other), id) ? 1 : 0;
    return rank;
}

Pick Distribution::figuresOf(TokenId id) const {
    const double chosen = probability(id);
    return {id, rankOf(id), chosen, std::log(chosen)};
}

double Distribution::effectiveChoices() const {
    return std::exp2(entropyBits_);
}

Pick Distribution::pick(double u) {
    const RankedToken token = firstBeyond(u * sums_.total);
    const double chosen = probability(token.id);
    return {token.id, token.rank, chosen, std::log(chosen)};
}

} // namespace tempera
