// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

// As LibTorch's linear() and embedding(), and differentiable as they are, on the products of
// matrix_products.h. The gradient of a weight is added to its grad() by the product itself: through
// autograd it would be made apart and added in a second pass, for each slice anew. (Megatron-LM
// does the same on GPUs as "gradient accumulation fusion".) So these weights have to be leaves.

/// x [..., in] times weight^T plus bias, weight [out, in], bias [out]. Returns [..., out].
torch::Tensor affine(const torch::Tensor& x, const torch::Tensor& weight,
                     const torch::Tensor& bias);

/// max(0, affine(x, weight, bias)).
torch::Tensor rectifiedAffine(const torch::Tensor& x, const torch::Tensor& weight,
                              const torch::Tensor& bias);

/// The rows of weight [V, W] that tokens (int64, any shape) name. Returns [..., W].
torch::Tensor embed(const torch::Tensor& weight, const torch::Tensor& tokens);

} // namespace tempera
