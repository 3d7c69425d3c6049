// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/inference_engine.h"

#include "core/model/decoder_blocks.h"
#include "core/model/decoder_layers.h"
#include "core/system/error.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tempera {

class InferenceEngine::Implementation {
public:
    explicit Implementation(WeightSnapshot weights);

    std::size_t vocabularySize() const { return logits_.size(); }
    std::span<const float> logitsAfter(std::span<const TokenId> tokens);
    std::span<const TokenId> windowOf(std::span<const TokenId> tokens) const;
    std::span<const TokenId> cachedTokens() const { return cached_; }
    void truncate(std::size_t count);
    void advance(TokenId token);
    void restore(TokenId token, std::span<const float> state);
    std::size_t positionStateSize() const { return blocks_.size() * blockSize() + hidden_.size(); }
    void saveLastPosition(std::span<float> state) const;
    std::span<const float> logitsFrom(std::span<const float> state);

private:
    void requireKnown(std::span<const TokenId> tokens) const;
    void append(TokenId token);
    void computeLogits();
    std::size_t blockSize() const { return blocks_.front()->stateSize(); }
    std::span<const float> row(const NamedTensor& table, std::size_t index) const;

    WeightSnapshot weights_;
    const NamedTensor& tokenEmbedding_;
    const NamedTensor& positionEmbedding_;
    std::vector<std::unique_ptr<DecoderBlock>> blocks_;
    std::optional<LayerNormLayer> finalNorm_; ///< gpt
    std::optional<LinearLayer> output_;       ///< untied
    std::vector<TokenId> cached_;             ///< the tokens whose keys and values are cached
    std::vector<std::uint8_t> padding_;       ///< 1 where a cached token is padding
    std::vector<float> hidden_;               ///< [W] of the last position
    std::vector<float> logits_;               ///< [V]
};

InferenceEngine::Implementation::Implementation(WeightSnapshot weights)
    : weights_(std::move(weights)),
      tokenEmbedding_(weights_->tensor("token_embedding.weight")),
      positionEmbedding_(weights_->tensor("position_embedding.weight")),
      hidden_(static_cast<std::size_t>(weights_->configuration.embeddingWidth)),
      logits_(static_cast<std::size_t>(weights_->configuration.vocabularySize)) {
    const ModelConfiguration& configuration = weights_->configuration;
    for (std::int64_t layer = 0; layer < configuration.layerCount; ++layer)
        blocks_.push_back(makeDecoderBlock(*weights_, layer));
    if (configuration.architecture == Architecture::gpt)
        finalNorm_.emplace(*weights_, "final_norm");
    if (!configuration.tiedEmbeddings)
        output_.emplace(*weights_, "output");
}

std::span<const float>
InferenceEngine::Implementation::logitsAfter(std::span<const TokenId> tokens) {
    const auto window = windowOf(tokens);
    const auto difference = std::ranges::mismatch(window, cached_);
    // The last token is always run: its hidden state is what the logits are made of.
    const auto known =
        std::min(static_cast<std::size_t>(difference.in1 - window.begin()), window.size() - 1);
    truncate(known);
    for (const TokenId token : window.subspan(known))
        advance(token);
    computeLogits();
    return logits_;
}

std::span<const TokenId>
InferenceEngine::Implementation::windowOf(std::span<const TokenId> tokens) const {
    requireKnown(tokens);
    const auto context = static_cast<std::size_t>(usableContext(weights_->configuration));
    return tokens.subspan(contextStart(tokens.size(), context));
}

void InferenceEngine::Implementation::truncate(std::size_t count) {
    cached_.resize(count);
    padding_.resize(count);
}

void InferenceEngine::Implementation::requireKnown(std::span<const TokenId> tokens) const {
    if (tokens.empty())
        throw Error("there is no text to continue: the model needs at least one token");
    for (const TokenId token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabularySize())
            throw Error("token " + std::to_string(token) +
                        " is outside the model's vocabulary of " +
                        std::to_string(vocabularySize()));
}

std::span<const float> InferenceEngine::Implementation::row(const NamedTensor& table,
                                                            std::size_t index) const {
    return std::span(table.values).subspan(index * hidden_.size(), hidden_.size());
}

void InferenceEngine::Implementation::append(TokenId token) {
    // The first position is never masked, so that no softmax is over nothing.
    padding_.push_back(token == paddingToken && !cached_.empty() ? 1 : 0);
    cached_.push_back(token);
}

void InferenceEngine::Implementation::advance(TokenId token) {
    const std::size_t position = cached_.size();
    append(token);
    std::ranges::copy(row(tokenEmbedding_, static_cast<std::size_t>(token)), hidden_.begin());
    add(hidden_, row(positionEmbedding_, position));
    for (const auto& block : blocks_)
        block->apply(position, padding_, hidden_);
}

void InferenceEngine::Implementation::restore(TokenId token, std::span<const float> state) {
    for (std::size_t layer = 0; layer < blocks_.size(); ++layer)
        blocks_[layer]->restore(cached_.size(), state.subspan(layer * blockSize(), blockSize()));
    append(token);
}

void InferenceEngine::Implementation::saveLastPosition(std::span<float> state) const {
    for (std::size_t layer = 0; layer < blocks_.size(); ++layer)
        blocks_[layer]->save(cached_.size() - 1, state.subspan(layer * blockSize(), blockSize()));
    std::ranges::copy(hidden_, state.last(hidden_.size()).begin());
}

std::span<const float> InferenceEngine::Implementation::logitsFrom(std::span<const float> state) {
    std::ranges::copy(state.last(hidden_.size()), hidden_.begin());
    computeLogits();
    return logits_;
}

void InferenceEngine::Implementation::computeLogits() {
    if (finalNorm_)
        finalNorm_->apply(hidden_);
    if (output_)
        output_->apply(hidden_, logits_);
    else
        matrixVector(
            {tokenEmbedding_.values.data(), logits_.size(), hidden_.size(), hidden_.size()},
            hidden_, logits_);
}

InferenceEngine::InferenceEngine(WeightSnapshot weights) {
    validate(*weights);
    implementation_ = std::make_unique<Implementation>(std::move(weights));
}

InferenceEngine::~InferenceEngine() = default;

std::size_t InferenceEngine::vocabularySize() const {
    return implementation_->vocabularySize();
}

std::span<const float> InferenceEngine::logitsAfter(std::span<const TokenId> tokens) {
    return implementation_->logitsAfter(tokens);
}

std::span<const TokenId> InferenceEngine::windowOf(std::span<const TokenId> tokens) const {
    return implementation_->windowOf(tokens);
}

std::span<const TokenId> InferenceEngine::cachedTokens() const {
    return implementation_->cachedTokens();
}

void InferenceEngine::truncate(std::size_t count) {
    implementation_->truncate(count);
}

void InferenceEngine::advance(TokenId token) {
    implementation_->advance(token);
}

void InferenceEngine::restore(TokenId token, std::span<const float> state) {
    implementation_->restore(token, state);
}

std::size_t InferenceEngine::positionStateSize() const {
    return implementation_->positionStateSize();
}

void InferenceEngine::saveLastPosition(std::span<float> state) const {
    implementation_->saveLastPosition(state);
}

std::span<const float> InferenceEngine::logitsFrom(std::span<const float> state) {
    return implementation_->logitsFrom(state);
}

} // namespace tempera
