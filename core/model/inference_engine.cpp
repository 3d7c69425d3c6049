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

private:
    void requireKnown(std::span<const TokenId> tokens) const;
    void advance(TokenId token);
    void computeLogits();
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
    requireKnown(tokens);
    const auto context = static_cast<std::size_t>(usableContext(weights_->configuration));
    const auto window = tokens.subspan(contextStart(tokens.size(), context));
    const auto difference = std::ranges::mismatch(window, cached_);
    // The last token is always run: its hidden state is what the logits are made of.
    const auto known =
        std::min(static_cast<std::size_t>(difference.in1 - window.begin()), window.size() - 1);
    cached_.resize(known);
    padding_.resize(known);
    for (const TokenId token : window.subspan(known))
        advance(token);
    computeLogits();
    return logits_;
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

void InferenceEngine::Implementation::advance(TokenId token) {
    const std::size_t position = cached_.size();
    cached_.push_back(token);
    // The first position is never masked, so that no softmax is over nothing.
    padding_.push_back(token == paddingToken && position > 0 ? 1 : 0);
    std::ranges::copy(row(tokenEmbedding_, static_cast<std::size_t>(token)), hidden_.begin());
    add(hidden_, row(positionEmbedding_, position));
    for (const auto& block : blocks_)
        block->apply(position, padding_, hidden_);
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

} // namespace tempera
