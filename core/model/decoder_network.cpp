// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/decoder_network.h"

#include "core/sampling/logits_source.h"
#include "core/system/error.h"

#include <algorithm>
#include <string>
#include <utility>

namespace tempera {

namespace {

/// Positions that are run together: few enough for the first cache to hold their activations.
constexpr std::size_t positionsAtOnce = 24;

WeightSnapshot validated(WeightSnapshot weights) {
    validate(*weights);
    return weights;
}

/// Makes room for the texts' tokens in their caches.
std::vector<TextPosition> appended(std::span<const UnreadText> texts) {
    std::vector<TextPosition> positions;
    for (const UnreadText& text : texts)
        for (const TokenId token : text.tokens) {
            positions.push_back({text.cache, text.cache->tokens().size()});
            text.cache->append(token);
        }
    return positions;
}

} // namespace

DecoderNetwork::DecoderNetwork(WeightSnapshot weights, WeightPrecision precision)
    : weights_(validated(std::move(weights))),
      vocabularySize_(static_cast<std::size_t>(weights_->configuration.vocabularySize)),
      width_(static_cast<std::size_t>(weights_->configuration.embeddingWidth)),
      tokenEmbedding_(weights_->tensor("token_embedding.weight")),
      positionEmbedding_(weights_->tensor("position_embedding.weight")) {
    const ModelConfiguration& configuration = weights_->configuration;
    const StoredWeights stored{*weights_, precision};
    for (std::int64_t layer = 0; layer < configuration.layerCount; ++layer)
        blocks_.push_back(makeDecoderBlock(stored, layer));
    if (configuration.architecture == Architecture::gpt)
        finalNorm_.emplace(stored, "final_norm");
    if (configuration.tiedEmbeddings)
        tiedOutput_.emplace(tokenEmbedding_, precision);
    else
        output_.emplace(stored, "output");
}

std::span<const TokenId> DecoderNetwork::windowOf(std::span<const TokenId> tokens) const {
    requireKnown(tokens);
    const auto context = static_cast<std::size_t>(usableContext(weights_->configuration));
    return tokens.subspan(contextStart(tokens.size(), context));
}

void DecoderNetwork::requireKnown(std::span<const TokenId> tokens) const {
    if (tokens.empty())
        throw Error("there is no text to continue: the model needs at least one token");
    for (const TokenId token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabularySize_)
            throw Error("token " + std::to_string(token) +
                        " is outside the model's vocabulary of " + std::to_string(vocabularySize_));
}

std::span<const float> DecoderNetwork::row(const NamedTensor& table, std::size_t index) const {
    return std::span(table.values).subspan(index * width_, width_);
}

void DecoderNetwork::embed(std::span<const TextPosition> positions, std::span<float> x) const {
    for (const auto& [text, position] : positions) {
        const auto token = static_cast<std::size_t>(text->tokens()[position]);
        std::ranges::copy(row(tokenEmbedding_, token), x.begin());
        add(x.first(width_), row(positionEmbedding_, position));
        x = x.subspan(width_);
    }
}

std::span<const float> DecoderNetwork::read(std::span<const UnreadText> texts) {
    const std::vector<TextPosition> all = appended(texts);
    hidden_.resize(all.size() * width_);
    for (std::size_t begin = 0; begin < all.size(); begin += positionsAtOnce) {
        const std::size_t count = std::min(positionsAtOnce, all.size() - begin);
        const auto positions = std::span(all).subspan(begin, count);
        const auto x = std::span(hidden_).subspan(begin * width_, count * width_); // [n, W]
        embed(positions, x);
        for (const auto& block : blocks_)
            block->apply(positions, x);
    }
    return hidden_;
}

std::span<const float> DecoderNetwork::logits(std::span<const float> hidden) {
    logits_.resize(hidden.size() / width_ * vocabularySize_);
    normalized_.assign(hidden.begin(), hidden.end());
    if (finalNorm_)
        finalNorm_->apply(normalized_);
    if (output_)
        output_->apply(normalized_, logits_);
    else
        tiedOutput_->multiply(normalized_, logits_);
    return logits_;
}

UnreadText continuation(KeyValueCache& cache, std::span<const TokenId> window) {
    const auto difference = std::ranges::mismatch(window, cache.tokens());
    const auto known =
        std::min(static_cast<std::size_t>(difference.in1 - window.begin()), window.size() - 1);
    cache.truncate(known);
    return {&cache, window.subspan(known)};
}

} // namespace tempera
