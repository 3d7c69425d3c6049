// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/prefix_cache.h"

#include <utility>

namespace tempera {

class PrefixCache::Tree {
public:
    Tree(WeightSnapshot weights, std::size_t) : engine(std::move(weights)) {}
    InferenceEngine engine;
    SharedLogits last;
    std::size_t computed = 0;
};

PrefixCache::PrefixCache(WeightSnapshot weights, std::size_t memoryLimit)
    : tree_(std::make_unique<Tree>(std::move(weights), memoryLimit)) {}

PrefixCache::~PrefixCache() = default;

std::size_t PrefixCache::vocabularySize() const {
    return tree_->engine.vocabularySize();
}

std::span<const float> PrefixCache::logitsAfter(std::span<const TokenId> tokens) {
    return *sharedLogitsAfter(tokens);
}

SharedLogits PrefixCache::sharedLogitsAfter(std::span<const TokenId> tokens) {
    const auto logits = tree_->engine.logitsAfter(tokens);
    ++tree_->computed;
    tree_->last = std::make_shared<const std::vector<float>>(logits.begin(), logits.end());
    return tree_->last;
}

std::size_t PrefixCache::tokensComputed() const {
    return tree_->computed;
}

std::size_t PrefixCache::memoryUsed() const {
    return 0;
}

} // namespace tempera
