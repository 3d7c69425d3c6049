// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/inference_engine.h"

#include "core/model/decoder_layers.h"
#include "core/system/error.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tempera {

namespace {

std::string blockName(std::int64_t layer, const char* part) {
    return "decoder." + std::to_string(layer) + "." + part;
}

void add(std::span<float> sum, std::span<const float> term) {
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] += term[i];
}

/// A decoder block that is run for one position after another.
class Block {
public:
    virtual ~Block() = default;
    /// x [W] is the block's input at `position` and becomes its output. `padding` [position + 1]
    /// marks the positions to be left out by the book's second attention.
    virtual void apply(std::size_t position, std::span<const std::uint8_t> padding,
                       std::span<float> x) = 0;
};

/// Deep Learning with Python, 12.1, TransformerDecoder called as decoder(x, x).
class BookBlock final : public Block {
public:
    BookBlock(const ModelWeights& weights, std::int64_t layer)
        : selfAttention_(weights, blockName(layer, "self_attention")),
          selfAttentionNorm_(weights, blockName(layer, "self_attention_norm")),
          inputAttention_(weights, blockName(layer, "input_attention")),
          inputAttentionNorm_(weights, blockName(layer, "input_attention_norm")),
          feedForward_(weights, blockName(layer, "feed_forward"),
                       FeedForwardLayer::Activation::relu),
          feedForwardNorm_(weights, blockName(layer, "feed_forward_norm")),
          term_(static_cast<std::size_t>(weights.configuration.embeddingWidth)) {}

    void apply(std::size_t position, std::span<const std::uint8_t> padding,
               std::span<float> x) override {
        selfAttention_.remember(position, x);
        inputAttention_.remember(position, x); // its keys and values are the block's input
        selfAttention_.attend(position, x, {}, term_);
        add(x, term_);
        selfAttentionNorm_.apply(x);
        inputAttention_.attend(position, x, padding, term_);
        add(x, term_);
        inputAttentionNorm_.apply(x);
        feedForward_.apply(x, term_);
        add(x, term_);
        feedForwardNorm_.apply(x);
    }

private:
    AttentionLayer selfAttention_;
    LayerNormLayer selfAttentionNorm_;
    AttentionLayer inputAttention_;
    LayerNormLayer inputAttentionNorm_;
    FeedForwardLayer feedForward_;
    LayerNormLayer feedForwardNorm_;
    std::vector<float> term_; ///< [W] what a layer adds to the residual stream
};

/// A pre-norm block as in GPT-2 (A. Radford et al., 2019).
class GptBlock final : public Block {
public:
    GptBlock(const ModelWeights& weights, std::int64_t layer)
        : attentionNorm_(weights, blockName(layer, "self_attention_norm")),
          attention_(weights, blockName(layer, "self_attention")),
          feedForwardNorm_(weights, blockName(layer, "feed_forward_norm")),
          feedForward_(weights, blockName(layer, "feed_forward"),
                       FeedForwardLayer::Activation::gelu),
          normalized_(static_cast<std::size_t>(weights.configuration.embeddingWidth)),
          term_(normalized_.size()) {}

    void apply(std::size_t position, std::span<const std::uint8_t> /*padding*/,
               std::span<float> x) override {
        std::copy(x.begin(), x.end(), normalized_.begin());
        attentionNorm_.apply(normalized_);
        attention_.remember(position, normalized_);
        attention_.attend(position, normalized_, {}, term_);
        add(x, term_);
        std::copy(x.begin(), x.end(), normalized_.begin());
        feedForwardNorm_.apply(normalized_);
        feedForward_.apply(normalized_, term_);
        add(x, term_);
    }

private:
    LayerNormLayer attentionNorm_;
    AttentionLayer attention_;
    LayerNormLayer feedForwardNorm_;
    FeedForwardLayer feedForward_;
    std::vector<float> normalized_; ///< [W]
    std::vector<float> term_;       ///< [W] what a layer adds to the residual stream
};

} // namespace

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
    std::vector<std::unique_ptr<Block>> blocks_;
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
    const bool gpt = configuration.architecture == Architecture::gpt;
    for (std::int64_t layer = 0; layer < configuration.layerCount; ++layer) {
        if (gpt)
            blocks_.push_back(std::make_unique<GptBlock>(*weights_, layer));
        else
            blocks_.push_back(std::make_unique<BookBlock>(*weights_, layer));
    }
    if (gpt)
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
