// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

/// Scaled dot-product attention in several heads (A. Vaswani et al., "Attention is all you need",
/// 2017, section 3.2), differentiable with respect to query, key and value:
///
///     softmax(Q K^T / sqrt(D), without what is forbidden) * dropout  V
///
/// query, key, value [B, T, H * D]; forbidden bool, true where attending is not allowed, and
/// dropout, the factors of the weights or undefined for none, both of [B, H, T, T] or broadcast to
/// it. Returns [B, T, H * D]. Heads are looked at as strided views: nothing is transposed in
/// memory.
torch::Tensor attention(const torch::Tensor& query, const torch::Tensor& key,
                        const torch::Tensor& value, std::int64_t headCount,
                        const torch::Tensor& forbidden, const torch::Tensor& dropout = {});

} // namespace tempera
