// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/distribution.h"

#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tempera {

namespace {

void requireFinite(std::span<const float> logits) {
    const bool finite =
        std::all_of(logits.begin(), logits.end(), [](float logit) { return std::isfinite(logit); });
    if (logits.empty() || !finite)
        throw Error("the model's logits are not finite numbers: its weights are unusable (a "
                    "diverged training run?)");
}

} // namespace

Distribution::Distribution(std::span<const float> logits, const SamplerChain& chain)
    : logits_(logits), order_(logits), candidates_(logits.size()), weights_(logits.size()) {
    validate(chain);
    requireFinite(logits);
    // Among equal logits the lowest id ranks first and the highest last.
    mostProbable_ =
        static_cast<TokenId>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    lastCandidate_ =
        static_cast<TokenId>(logits.rend() - std::min_element(logits.rbegin(), logits.rend()) - 1);
    setTemperature(1.0);
    for (const auto& sampler : chain)
        apply(sampler);
    entropyBits_ = entropy();
}

double Distribution::scaledLogit(TokenId id) const {
    const double maximum = logits_[static_cast<std::size_t>(mostProbable_)];
    return (static_cast<double>(logits_[static_cast<std::size_t>(id)]) - maximum) / temperature_;
}

void Distribution::setTemperature(double temperature) {
    temperature_ = temperature;
    for (std::size_t id = 0; id < weights_.size(); ++id)
        weights_[id] = temperature == 0.0 ? 0.0 : std::exp(scaledLogit(static_cast<TokenId>(id)));
    // The limit T -> 0 where no other token is as probable; equal ones lose to the lowest id.
    if (temperature == 0.0)
        weights_[static_cast<std::size_t>(mostProbable_)] = 1.0;
    normalize();
}

void Distribution::apply(const Sampler& sampler) {
    const std::size_t before = candidates_;
    switch (sampler.kind) {
    case SamplerKind::temperature:
        setTemperature(sampler.value);
        break;
    case SamplerKind::topK:
        keep(static_cast<std::size_t>(sampler.value));
        break;
    case SamplerKind::topP:
        keep(countForTopP(sampler.value));
        break;
    case SamplerKind::minP:
        keep(countForMinP(sampler.value));
        break;
    }
    effects_.push_back({sampler, before, candidates_});
}

std::size_t Distribution::countForTopP(double p) {
    // No token has no probability at all, but in a sum the tail is lost to rounding.
    if (p == 1.0 && temperature_ > 0.0)
        return candidates_;
    double cumulative = 0.0;
    for (std::size_t count = 0; count < candidates_;) {
        cumulative += weight(order_.at(count));
        ++count;
        if (cumulative >= p * total_)
            return count;
    }
    return candidates_;
}

std::size_t Distribution::countForMinP(double m) const {
    // The most probable token's weight is 1, so the weights are relative to it already.
    std::size_t count = 0;
    for (std::size_t id = 0; id < weights_.size(); ++id)
        count += isCandidate(static_cast<TokenId>(id)) && weights_[id] >= m ? 1 : 0;
    return count;
}

void Distribution::keep(std::size_t count) {
    if (count >= candidates_)
        return;
    candidates_ = std::max<std::size_t>(count, 1);
    lastCandidate_ = order_.at(candidates_ - 1);
    normalize();
}

void Distribution::normalize() {
    total_ = 0.0;
    for (std::size_t id = 0; id < weights_.size(); ++id)
        if (isCandidate(static_cast<TokenId>(id)))
            total_ += weights_[id];
}

double Distribution::entropy() const {
    // With x = (l - m) / T and w = exp(x): H = ln Z - sum(w x) / Z, in nats.
    double weighted = 0.0;
    for (std::size_t id = 0; id < weights_.size(); ++id) {
        const auto token = static_cast<TokenId>(id);
        // A weight of 0 adds nothing, and its x may be minus infinity.
        if (temperature_ > 0.0 && weights_[id] > 0.0 && isCandidate(token))
            weighted += weights_[id] * scaledLogit(token);
    }
    return std::max(0.0, (std::log(total_) - weighted / total_) * std::numbers::log2e);
}

double Distribution::probability(TokenId id) const {
    return isCandidate(id) ? weight(id) / total_ : 0.0;
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
    const double needle = u * total_;
    double cumulative = 0.0;
    std::size_t rank = 0;
    for (;; ++rank) {
        cumulative += weight(order_.at(rank));
        // Rounding can leave the whole sum a hair below Z: the last token that has any
        // probability then takes the needle.
        const bool last = rank + 1 == candidates_ || weight(order_.at(rank + 1)) == 0.0;
        if (cumulative > needle || last)
            break;
    }
    const TokenId id = order_.at(rank);
    const double chosen = probability(id);
    return {id, rank + 1, chosen, std::log(chosen)};
}

} // namespace tempera
