// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_cache.h"

#include "core/model/prefix_tree.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tempera {

class PrefixCache::Implementation {
public:
    Implementation(WeightSnapshot weights, std::size_t memoryLimit)
        : engine_(std::move(weights)), memoryLimit_(memoryLimit) {}

    std::size_t vocabularySize() const { return engine_.vocabularySize(); }
    std::size_t tokensComputed() const { return tokensComputed_; }
    std::size_t memoryUsed() const { return tree_.memoryUsed(); }
    SharedLogits logitsAfter(std::span<const TokenId> tokens);

private:
    void prepareEngine(std::span<const TokenId> window, const PrefixTree::Path& path);
    void run(PrefixTree::Path& path, TokenId token);
    void computeLogits(PrefixTree::Place node);

    InferenceEngine engine_;
    PrefixTree tree_;
    std::size_t memoryLimit_;
    std::size_t tokensComputed_ = 0;
};

SharedLogits PrefixCache::Implementation::logitsAfter(std::span<const TokenId> tokens) {
    const auto window = engine_.windowOf(tokens);
    PrefixTree::Path path = tree_.find(window);
    if (path.size() < window.size())
        prepareEngine(window, path);
    for (const TokenId token : window.subspan(path.size()))
        run(path, token);
    if (!path.back()->logits())
        computeLogits(path.back());
    tree_.touch(path);
    tree_.shrinkTo(memoryLimit_, path);
    return path.back()->logits();
}

/// Brings the engine to the end of the path, which is a beginning of the window.
void PrefixCache::Implementation::prepareEngine(std::span<const TokenId> window,
                                                const PrefixTree::Path& path) {
    const auto difference = std::ranges::mismatch(window, engine_.cachedTokens());
    const auto shared = static_cast<std::size_t>(difference.in1 - window.begin());
    engine_.truncate(std::min(shared, path.size()));
    for (std::size_t position = engine_.cachedTokens().size(); position < path.size(); ++position)
        engine_.restore(path[position]->token(), path[position]->state());
}

void PrefixCache::Implementation::run(PrefixTree::Path& path, TokenId token) {
    std::vector<float> state(engine_.positionStateSize());
    engine_.advance(token);
    ++tokensComputed_;
    engine_.saveLastPosition(state);
    tree_.append(path, token, std::move(state));
}

void PrefixCache::Implementation::computeLogits(PrefixTree::Place node) {
    const auto logits = engine_.logitsFrom(node->state());
    tree_.setLogits(node, std::make_shared<const std::vector<float>>(logits.begin(), logits.end()));
}

PrefixCache::PrefixCache(WeightSnapshot weights, std::size_t memoryLimit)
    : implementation_(std::make_unique<Implementation>(std::move(weights), memoryLimit)) {}

PrefixCache::~PrefixCache() = default;

std::size_t PrefixCache::vocabularySize() const {
    return implementation_->vocabularySize();
}

std::span<const float> PrefixCache::logitsAfter(std::span<const TokenId> tokens) {
    // The text asked for stays in the tree, and so do its logits, until the next call.
    return *implementation_->logitsAfter(tokens);
}

SharedLogits PrefixCache::sharedLogitsAfter(std::span<const TokenId> tokens) {
    return implementation_->logitsAfter(tokens);
}

std::size_t PrefixCache::tokensComputed() const {
    return implementation_->tokensComputed();
}

std::size_t PrefixCache::memoryUsed() const {
    return implementation_->memoryUsed();
}

} // namespace tempera
