// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"

#include <memory>
#include <torch/torch.h>

namespace tempera {

/// Dropout while training. The generator is the caller's: workers that train at once must not draw
/// from a common one, or nothing could be repeated.
struct Dropout {
    double probability = 0.0; ///< 0: none
    torch::Generator generator = {};

    torch::Tensor operator()(const torch::Tensor& x) const;
    /// What is multiplied with: 0 or 1 / (1 - probability) each. Undefined where there is none.
    torch::Tensor factors(at::IntArrayRef shape, const torch::TensorOptions& options) const;
};

/// What the layers need besides their input.
struct ForwardContext {
    torch::Tensor causalMask;  ///< bool [1, 1, T, T], true where attending is forbidden
    torch::Tensor paddingMask; ///< the same or'ed with the keys that are padding, [B, 1, T, T]
    Dropout dropout;           ///< none outside training
};

/// Multi-head scaled dot-product attention (A. Vaswani et al., "Attention is all you need", 2017).
class AttentionModule : public torch::nn::Module {
public:
    explicit AttentionModule(const ModelConfiguration& configuration);
    /// queries, memory [B, T, W]; forbidden as in ForwardContext. Returns [B, T, W].
    torch::Tensor forward(const torch::Tensor& queries, const torch::Tensor& memory,
                          const torch::Tensor& forbidden, const Dropout& dropout);

private:
    std::int64_t headCount_;
    torch::nn::Linear query_;
    torch::nn::Linear key_;
    torch::nn::Linear value_;
    torch::nn::Linear output_;
};

/// W -> hidden -> W with ReLU (book) or GELU (gpt) in between.
class FeedForwardModule : public torch::nn::Module {
public:
    explicit FeedForwardModule(const ModelConfiguration& configuration);
    torch::Tensor forward(const torch::Tensor& x);

private:
    bool gelu_;
    torch::nn::Linear hidden_;
    torch::nn::Linear output_;
};

/// One block of the decoder: [B, T, W] -> [B, T, W].
class BlockModule : public torch::nn::Module {
public:
    virtual torch::Tensor forward(const torch::Tensor& x, const ForwardContext& context) = 0;
};

/// The whole network up to the output layer, whose product with the loss is made in chunks.
/// named_parameters() has the names and the order of tensorShapes(configuration).
class DecoderModule : public torch::nn::Module {
public:
    explicit DecoderModule(const ModelConfiguration& configuration);

    /// tokens [B, T] int64, T <= contextLength. Returns the hidden states [B, T, W].
    torch::Tensor forward(const torch::Tensor& tokens, const Dropout& dropout);
    torch::Tensor outputWeight() const; ///< [V, W]
    torch::Tensor outputBias() const;   ///< [V], undefined where embeddings are tied

private:
    torch::nn::Embedding tokenEmbedding_{nullptr};
    torch::nn::Embedding positionEmbedding_{nullptr};
    std::vector<std::shared_ptr<BlockModule>> blocks_;
    torch::nn::LayerNorm finalNorm_{nullptr}; ///< gpt
    torch::nn::Linear output_{nullptr};       ///< untied
};

} // namespace tempera
