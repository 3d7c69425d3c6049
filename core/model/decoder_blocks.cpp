// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/decoder_blocks.h"

#include <string>
#include <vector>

namespace tempera {

namespace {

std::string blockName(std::int64_t layer, const char* part) {
    return "decoder." + std::to_string(layer) + "." + part;
}

/// Deep Learning with Python, 12.1, TransformerDecoder called as decoder(x, x).
class BookBlock final : public DecoderBlock {
public:
    BookBlock(const StoredWeights& weights, std::int64_t layer)
        : selfAttention_(weights, blockName(layer, "self_attention"),
                         2 * static_cast<std::size_t>(layer)),
          selfAttentionNorm_(weights, blockName(layer, "self_attention_norm")),
          inputAttention_(weights, blockName(layer, "input_attention"),
                          2 * static_cast<std::size_t>(layer) + 1),
          inputAttentionNorm_(weights, blockName(layer, "input_attention_norm")),
          feedForward_(weights, blockName(layer, "feed_forward"),
                       FeedForwardLayer::Activation::relu),
          feedForwardNorm_(weights, blockName(layer, "feed_forward_norm")) {}

    void apply(std::span<const TextPosition> positions, std::span<float> x) override {
        using Padding = AttentionLayer::Padding;
        term_.resize(x.size());
        selfAttention_.remember(positions, x);
        inputAttention_.remember(positions, x); // its keys and values are the block's input
        selfAttention_.attend(positions, x, Padding::attended, term_);
        add(x, term_);
        selfAttentionNorm_.apply(x);
        inputAttention_.attend(positions, x, Padding::masked, term_);
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
    std::vector<float> term_; ///< [n, W] what a layer adds to the residual stream
};

/// A pre-norm block as in GPT-2 (A. Radford et al., 2019).
class GptBlock final : public DecoderBlock {
public:
    GptBlock(const StoredWeights& weights, std::int64_t layer)
        : attentionNorm_(weights, blockName(layer, "self_attention_norm")),
          attention_(weights, blockName(layer, "self_attention"), static_cast<std::size_t>(layer)),
          feedForwardNorm_(weights, blockName(layer, "feed_forward_norm")),
          feedForward_(weights, blockName(layer, "feed_forward"),
                       FeedForwardLayer::Activation::gelu) {}

    void apply(std::span<const TextPosition> positions, std::span<float> x) override {
        term_.resize(x.size());
        normalized_.assign(x.begin(), x.end());
        attentionNorm_.apply(normalized_);
        attention_.remember(positions, normalized_);
        attention_.attend(positions, normalized_, AttentionLayer::Padding::attended, term_);
        add(x, term_);
        normalized_.assign(x.begin(), x.end());
        feedForwardNorm_.apply(normalized_);
        feedForward_.apply(normalized_, term_);
        add(x, term_);
    }

private:
    LayerNormLayer attentionNorm_;
    AttentionLayer attention_;
    LayerNormLayer feedForwardNorm_;
    FeedForwardLayer feedForward_;
    std::vector<float> normalized_; ///< [n, W]
    std::vector<float> term_;       ///< [n, W] what a layer adds to the residual stream
};

} // namespace

std::unique_ptr<DecoderBlock> makeDecoderBlock(const StoredWeights& weights, std::int64_t layer) {
    if (weights.model.configuration.architecture == Architecture::gpt)
        return std::make_unique<GptBlock>(weights, layer);
    return std::make_unique<BookBlock>(weights, layer);
}

} // namespace tempera
