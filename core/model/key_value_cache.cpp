// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/key_value_cache.h"

#include <algorithm>

namespace tempera {

namespace {

/// The book calls its decoder as decoder(x, x): its blocks attend twice.
std::size_t attentionCount(const ModelConfiguration& configuration) {
    const auto layers = static_cast<std::size_t>(configuration.layerCount);
    return configuration.architecture == Architecture::book ? 2 * layers : layers;
}

std::size_t commonLength(std::span<const TokenId> text, const KeyValueCache& cache) {
    const auto difference = std::ranges::mismatch(text, cache.tokens());
    return static_cast<std::size_t>(difference.in1 - text.begin());
}

} // namespace

KeyValueCache::KeyValueCache(const ModelConfiguration& configuration)
    : headWidth_(static_cast<std::size_t>(configuration.headWidth)),
      width_(static_cast<std::size_t>(configuration.headCount) * headWidth_),
      stateSize_(attentionCount(configuration) * 2 * width_) {}

void KeyValueCache::truncate(std::size_t count) {
    tokens_.resize(count);
    padding_.resize(count);
    states_.resize(count * stateSize_);
}

void KeyValueCache::append(TokenId token) {
    // The first position is never masked, so that no softmax is over nothing.
    padding_.push_back(token == paddingToken && !tokens_.empty() ? 1 : 0);
    tokens_.push_back(token);
    states_.resize(tokens_.size() * stateSize_);
}

void KeyValueCache::append(TokenId token, std::span<const float> state) {
    append(token);
    std::ranges::copy(state, states_.end() - static_cast<std::ptrdiff_t>(stateSize_));
}

std::span<const float> KeyValueCache::state(std::size_t position) const {
    return std::span(states_).subspan(position * stateSize_, stateSize_);
}

std::span<float> KeyValueCache::key(std::size_t attention, std::size_t position) {
    return std::span(states_).subspan(position * stateSize_ + 2 * attention * width_, width_);
}

std::span<float> KeyValueCache::value(std::size_t attention, std::size_t position) {
    return std::span(states_).subspan(position * stateSize_ + (2 * attention + 1) * width_, width_);
}

MatrixView KeyValueCache::keys(std::size_t attention, std::size_t head, std::size_t count) const {
    return headOf(2 * attention * width_, head, count);
}

MatrixView KeyValueCache::values(std::size_t attention, std::size_t head, std::size_t count) const {
    return headOf((2 * attention + 1) * width_, head, count);
}

MatrixView KeyValueCache::headOf(std::size_t begin, std::size_t head, std::size_t count) const {
    return {states_.data() + begin + head * headWidth_, count, headWidth_, stateSize_};
}

void takeOverBeginning(std::span<KeyValueCache> caches, std::size_t index,
                       std::span<const TokenId> text) {
    std::size_t known = commonLength(text, caches[index]);
    for (const KeyValueCache& other : caches) {
        if (known + 1 >= text.size())
            return; // the last position is run in any case
        const std::size_t common = commonLength(text, other);
        if (common <= known)
            continue;
        caches[index] = other;
        known = common;
    }
}

} // namespace tempera
