// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/torch.h>

namespace tempera {

/// What a loss is differentiated with respect to; weights' gradients are added to.
struct CrossEntropyGradients {
    double scale = 1.0;   ///< of the loss
    torch::Tensor hidden; ///< [N, W], set
    torch::Tensor weight; ///< [V, W], added to, or set where undefined
    torch::Tensor bias;   ///< [V], the same, where there is a bias
};

/// The sum of the cross-entropies, in nats, of an output layer's logits against targets:
///
///     sum over n of  logsumexp(z_n) - z_n[target_n],   z = hidden W^T + bias
///
/// The logits [N, V] are never in memory as a whole: rows are taken a chunk at a time, and where a
/// gradient is wanted it is made at once in the place of the chunk's logits
/// (dz = softmax(z) - onehot). At the book's batch the whole would be 25,344 x 15,000 floats
/// several times over. Keeps the chunk's memory: clearing fresh pages for it took a tenth of the
/// time. Outside autograd, which would make the weight's gradient apart for every slice and add it
/// in a second pass.
class ChunkedCrossEntropy {
public:
    /// At most so many rows of logits exist at once.
    explicit ChunkedCrossEntropy(std::int64_t mostRows) : mostRows_(mostRows) {}

    /// hidden [N, W], weight [V, W], bias [V] or undefined, targets [N] (int64). A gradient is made
    /// where `gradients` is not null.
    double operator()(const torch::Tensor& hidden, const torch::Tensor& weight,
                      const torch::Tensor& bias, const torch::Tensor& targets,
                      CrossEntropyGradients* gradients = nullptr);

private:
    /// The beginning of the memory as [rows, columns].
    torch::Tensor claim(std::int64_t rows, std::int64_t columns, const torch::Tensor& like);

    std::int64_t mostRows_;
    torch::Tensor memory_; ///< of a chunk's logits
};

} // namespace tempera
