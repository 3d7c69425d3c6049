// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

/// The sum of the cross-entropies, in nats, of an output layer's logits against targets:
///
///     sum over n of  logsumexp(z_n) - z_n[target_n],   z = hidden W^T + bias
///
/// The logits [N, V] are never in memory as a whole: rows are taken `rowsPerChunk` at a time, and
/// where a gradient is wanted it is made at once in the place of the chunk's logits
/// (dz = softmax(z) - onehot). At the book's batch the whole would be 25,344 x 15,000 floats
/// several times over.
///
/// hidden [N, W], weight [V, W], bias [V] or undefined, targets [N] (int64). Differentiable with
/// respect to the first three. Returns a scalar.
torch::Tensor chunkedCrossEntropy(const torch::Tensor& hidden, const torch::Tensor& weight,
                                  const torch::Tensor& bias, const torch::Tensor& targets,
                                  std::int64_t rowsPerChunk = 1024);

} // namespace tempera
