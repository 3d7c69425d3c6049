// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/decoder_modules.h"

#include "core/model/libtorch/attention_function.h"
#include "core/model/libtorch/differentiable_products.h"
#include "core/text/token.h"

namespace tempera {

namespace {

using torch::Tensor;

torch::nn::LayerNorm makeNorm(const ModelConfiguration& configuration) {
    return torch::nn::LayerNorm(torch::nn::LayerNormOptions({configuration.embeddingWidth})
                                    .eps(configuration.layerNormEpsilon));
}

ForwardContext makeContext(const Tensor& tokens, const Dropout& dropout) {
    const std::int64_t length = tokens.size(1);
    const auto ones = torch::ones({length, length}, torch::kBool);
    Tensor causal = ones.triu(1).view({1, 1, length, length});           // [1, 1, T, T]
    Tensor padding = tokens.eq(static_cast<std::int64_t>(paddingToken)); // [B, T]
    // The first position is never masked, so that no softmax is over nothing.
    padding.select(1, 0).fill_(false);
    padding = padding.view({tokens.size(0), 1, 1, length}); // [B, 1, 1, T]
    return {causal, causal.logical_or(padding), dropout};   // second: [B, 1, T, T]
}

/// x [..., in]; returns [..., out].
Tensor project(const torch::nn::LinearImpl& layer, const Tensor& x) {
    return affine(x, layer.weight, layer.bias);
}

/// Deep Learning with Python, 12.1, TransformerDecoder called as decoder(x, x).
class BookBlockModule final : public BlockModule {
public:
    explicit BookBlockModule(const ModelConfiguration& configuration)
        : selfAttention_(
              register_module("self_attention", std::make_shared<AttentionModule>(configuration))),
          selfAttentionNorm_(register_module("self_attention_norm", makeNorm(configuration))),
          inputAttention_(
              register_module("input_attention", std::make_shared<AttentionModule>(configuration))),
          inputAttentionNorm_(register_module("input_attention_norm", makeNorm(configuration))),
          feedForward_(
              register_module("feed_forward", std::make_shared<FeedForwardModule>(configuration))),
          feedForwardNorm_(register_module("feed_forward_norm", makeNorm(configuration))) {}

    Tensor forward(const Tensor& x, const ForwardContext& context) override {
        const Tensor first =
            selfAttentionNorm_(x + selfAttention_->forward(x, x, context.causalMask, {}));
        const Tensor second = inputAttentionNorm_(
            first + inputAttention_->forward(first, x, context.paddingMask, {}));
        return feedForwardNorm_(second + feedForward_->forward(second));
    }

private:
    std::shared_ptr<AttentionModule> selfAttention_;
    torch::nn::LayerNorm selfAttentionNorm_;
    std::shared_ptr<AttentionModule> inputAttention_;
    torch::nn::LayerNorm inputAttentionNorm_;
    std::shared_ptr<FeedForwardModule> feedForward_;
    torch::nn::LayerNorm feedForwardNorm_;
};

/// A pre-norm block as in GPT-2 (A. Radford et al., 2019).
class GptBlockModule final : public BlockModule {
public:
    explicit GptBlockModule(const ModelConfiguration& configuration)
        : attentionNorm_(register_module("self_attention_norm", makeNorm(configuration))),
          attention_(
              register_module("self_attention", std::make_shared<AttentionModule>(configuration))),
          feedForwardNorm_(register_module("feed_forward_norm", makeNorm(configuration))),
          feedForward_(register_module("feed_forward",
                                       std::make_shared<FeedForwardModule>(configuration))) {}

    Tensor forward(const Tensor& x, const ForwardContext& context) override {
        const Tensor normalized = attentionNorm_(x);
        const Tensor attended =
            x + context.dropout(attention_->forward(normalized, normalized, context.causalMask,
                                                    context.dropout));
        return attended + context.dropout(feedForward_->forward(feedForwardNorm_(attended)));
    }

private:
    torch::nn::LayerNorm attentionNorm_;
    std::shared_ptr<AttentionModule> attention_;
    torch::nn::LayerNorm feedForwardNorm_;
    std::shared_ptr<FeedForwardModule> feedForward_;
};

std::shared_ptr<BlockModule> makeBlock(const ModelConfiguration& configuration) {
    if (configuration.architecture == Architecture::gpt)
        return std::make_shared<GptBlockModule>(configuration);
    return std::make_shared<BookBlockModule>(configuration);
}

} // namespace

Tensor Dropout::factors(at::IntArrayRef shape, const torch::TensorOptions& options) const {
    if (probability == 0.0)
        return {};
    const double kept = 1.0 - probability;
    return torch::empty(shape, options.requires_grad(false)).bernoulli_(kept, generator).div_(kept);
}

Tensor Dropout::operator()(const Tensor& x) const {
    return probability == 0.0 ? x : x * factors(x.sizes(), x.options());
}

AttentionModule::AttentionModule(const ModelConfiguration& configuration)
    : headCount_(configuration.headCount),
      query_(configuration.embeddingWidth, configuration.headCount * configuration.headWidth),
      key_(configuration.embeddingWidth, configuration.headCount * configuration.headWidth),
      value_(configuration.embeddingWidth, configuration.headCount * configuration.headWidth),
      output_(configuration.headCount * configuration.headWidth, configuration.embeddingWidth) {
    register_module("query", query_);
    register_module("key", key_);
    register_module("value", value_);
    register_module("output", output_);
}

Tensor AttentionModule::forward(const Tensor& queries, const Tensor& memory,
                                const Tensor& forbidden, const Dropout& dropout) {
    const Tensor query = project(*query_, queries); // [B, T, H * D]
    const Tensor key = project(*key_, memory);      // [B, T, H * D]
    const Tensor value = project(*value_, memory);  // [B, T, H * D]
    const std::vector<std::int64_t> weights{query.size(0), headCount_, query.size(1), key.size(1)};
    const Tensor mixed = attention(query, key, value, headCount_, forbidden,
                                   dropout.factors(weights, query.options())); // [B, T, H * D]
    return project(*output_, mixed);                                           // [B, T, W]
}

FeedForwardModule::FeedForwardModule(const ModelConfiguration& configuration)
    : gelu_(configuration.architecture == Architecture::gpt),
      hidden_(configuration.embeddingWidth, configuration.hiddenWidth),
      output_(configuration.hiddenWidth, configuration.embeddingWidth) {
    register_module("hidden", hidden_);
    register_module("output", output_);
}

Tensor FeedForwardModule::forward(const Tensor& x) {
    const Activation activation = gelu_ ? Activation::gelu : Activation::relu;
    const Tensor hidden = affine(x, hidden_->weight, hidden_->bias, activation); // [B, T, hidden]
    return project(*output_, hidden);                                            // [B, T, W]
}

DecoderModule::DecoderModule(const ModelConfiguration& configuration) {
    const std::int64_t width = configuration.embeddingWidth;
    tokenEmbedding_ = register_module("token_embedding",
                                      torch::nn::Embedding(configuration.vocabularySize, width));
    positionEmbedding_ = register_module("position_embedding",
                                         torch::nn::Embedding(configuration.contextLength, width));
    auto decoder = register_module("decoder", std::make_shared<torch::nn::Module>());
    for (std::int64_t layer = 0; layer < configuration.layerCount; ++layer)
        blocks_.push_back(
            decoder->register_module(std::to_string(layer), makeBlock(configuration)));
    if (configuration.architecture == Architecture::gpt)
        finalNorm_ = register_module("final_norm", makeNorm(configuration));
    if (!configuration.tiedEmbeddings)
        output_ = register_module("output", torch::nn::Linear(width, configuration.vocabularySize));
}

Tensor DecoderModule::forward(const Tensor& tokens, const Dropout& dropout) {
    const ForwardContext context = makeContext(tokens, dropout);
    const Tensor positions = positionEmbedding_->weight.narrow(0, 0, tokens.size(1)); // [T, W]
    Tensor x = dropout(embed(tokenEmbedding_->weight, tokens) + positions);           // [B, T, W]
    for (const auto& block : blocks_)
        x = block->forward(x, context);
    return finalNorm_ ? finalNorm_(x) : x;
}

Tensor DecoderModule::outputWeight() const {
    return output_ ? output_->weight : tokenEmbedding_->weight;
}

Tensor DecoderModule::outputBias() const {
    return output_ ? output_->bias : Tensor();
}

} // namespace tempera
