// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/loss_references.h"

#include "core/system/error.h"
#include "core/text/count_entropy.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace tempera {

namespace {

/// How many words are looked at between two looks at the stop token.
constexpr std::size_t wordsBetweenStops = 4'096;

void goOnUnless(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Cancelled();
}

/// The targets, those after the same token side by side.
struct TargetsByPredecessor {
    std::vector<std::uint64_t> begins; ///< of each token's followers; one more at the end
    std::vector<TokenId> targets;

    std::span<const TokenId> after(std::size_t token) const {
        return std::span(targets).subspan(begins[token], begins[token + 1] - begins[token]);
    }
};

TargetsByPredecessor groupTargets(const SequenceDataset& training, std::size_t vocabularySize) {
    TargetsByPredecessor groups;
    groups.begins.assign(vocabularySize + 1, 0);
    for (std::size_t index = 0; index < training.size(); ++index) {
        const auto sequence = training.sequence(index);
        for (const TokenId input : sequence.first(sequence.size() - 1))
            ++groups.begins[static_cast<std::size_t>(input) + 1];
    }
    for (std::size_t token = 0; token < vocabularySize; ++token)
        groups.begins[token + 1] += groups.begins[token];
    groups.targets.resize(training.targetCount());
    std::vector<std::uint64_t> next(groups.begins.begin(), groups.begins.end() - 1);
    for (std::size_t index = 0; index < training.size(); ++index) {
        const auto sequence = training.sequence(index);
        for (std::size_t place = 1; place < sequence.size(); ++place)
            groups.targets[next[static_cast<std::size_t>(sequence[place - 1])]++] = sequence[place];
    }
    return groups;
}

/// Counts things among a vocabulary again and again without clearing all of it.
class TokenCounter {
public:
    explicit TokenCounter(std::size_t vocabularySize) : counts_(vocabularySize) {}

    double entropy(std::span<const TokenId> tokens) {
        for (const TokenId token : tokens)
            if (counts_[static_cast<std::size_t>(token)]++ == 0)
                seen_.push_back(token);
        for (const TokenId token : seen_) {
            values_.push_back(counts_[static_cast<std::size_t>(token)]);
            counts_[static_cast<std::size_t>(token)] = 0;
        }
        const double nats = countEntropy(values_);
        seen_.clear();
        values_.clear();
        return nats;
    }

private:
    std::vector<std::uint64_t> counts_;
    std::vector<TokenId> seen_;
    std::vector<std::uint64_t> values_;
};

} // namespace

LossReferences lossReferences(const SequenceDataset& training, std::size_t vocabularySize,
                              std::stop_token stop) {
    LossReferences references;
    references.uniform = std::log(static_cast<double>(vocabularySize));
    goOnUnless(stop);
    const TargetsByPredecessor groups = groupTargets(training, vocabularySize);
    if (groups.targets.empty())
        return references;
    TokenCounter counter(vocabularySize);
    references.unigram = counter.entropy(groups.targets);
    for (std::size_t token = 0; token < vocabularySize; ++token) {
        if (token % wordsBetweenStops == 0)
            goOnUnless(stop);
        const auto followers = groups.after(token);
        references.bigram += static_cast<double>(followers.size()) * counter.entropy(followers);
    }
    references.bigram /= static_cast<double>(groups.targets.size());
    return references;
}

} // namespace tempera
