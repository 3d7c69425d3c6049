// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

// As LibTorch's linear() and embedding(), and differentiable as they are, on the products of
// matrix_products.h. The gradient of a weight is added to its grad() by the product itself: through
// autograd it would be made apart and added in a second pass, for each slice anew. (Megatron-LM
// does the same on GPUs as "gradient accumulation fusion".) So these weights have to be leaves.

/// What is done to each number of a product.
enum class Activation { none, relu, gelu };

/// activation(x weight^T + bias); x [..., in], weight [out, in], bias [out]. Returns [..., out].
torch::Tensor affine(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                     Activation activation = Activation::none);

/// The rows of weight [V, W] that tokens (int64, any shape) name. Returns [..., W].
torch::Tensor embed(const torch::Tensor& weight, const torch::Tensor& tokens);

} // namespace tempera
