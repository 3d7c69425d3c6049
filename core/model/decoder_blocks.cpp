// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/decoder_blocks.h"

#include "core/model/decoder_layers.h"

#include <algorithm>
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

    std::size_t stateSize() const override {
        return selfAttention_.stateSize() + inputAttention_.stateSize();
    }

    void save(std::size_t position, std::span<float> state) const override {
        selfAttention_.save(position, state);
        inputAttention_.save(position, state.subspan(selfAttention_.stateSize()));
    }

    void restore(std::size_t position, std::span<const float> state) override {
        selfAttention_.restore(position, state);
        inputAttention_.restore(position, state.subspan(selfAttention_.stateSize()));
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
class GptBlock final : public DecoderBlock {
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

    std::size_t stateSize() const override { return attention_.stateSize(); }

    void save(std::size_t position, std::span<float> state) const override {
        attention_.save(position, state);
    }

    void restore(std::size_t position, std::span<const float> state) override {
        attention_.restore(position, state);
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

std::unique_ptr<DecoderBlock> makeDecoderBlock(const ModelWeights& weights, std::int64_t layer) {
    if (weights.configuration.architecture == Architecture::gpt)
        return std::make_unique<GptBlock>(weights, layer);
    return std::make_unique<BookBlock>(weights, layer);
}

} // namespace tempera
