// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/model/libtorch/chunked_cross_entropy.h"
#include "core/model/libtorch/decoder_modules.h"
#include "core/model/libtorch/optimizer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace tempera {

/// One of several that compute at the same time, each whole sequences with one thread: the weights
/// are common to all of them, the gradients are its own. Splitting sequences among threads rather
/// than every product means that threads wait for each other once a slice and not after each
/// operation.
class NetworkWorker {
public:
    explicit NetworkWorker(const ModelConfiguration& configuration);
    /// Another one on the same weights.
    NetworkWorker(const ModelConfiguration& configuration, const NetworkWorker& first);

    /// Adds the gradient of `scale` times the sum of the batch's cross-entropies, and returns that
    /// sum.
    LossSum accumulateGradient(const Batch& batch, double scale, std::uint64_t dropoutSeed);
    LossSum evaluate(const Batch& batch);
    /// The raw logits [T, V] after each of the T tokens.
    torch::Tensor logits(std::span<const TokenId> tokens);

    /// In the order of tensorShapes(configuration); their grad() is this worker's.
    const std::vector<NamedParameter>& parameters() const { return parameters_; }
    void discardGradient();
    /// Moves the gradient of another worker here, where it is added.
    void takeGradient(NetworkWorker& other);

private:
    /// Those that have a target.
    struct Positions {
        torch::Tensor hidden;  ///< [n, W]
        torch::Tensor targets; ///< [n]
        std::int64_t count() const { return targets.size(0); }
    };

    Positions run(const Batch& batch, const Dropout& dropout);

    double dropout_;
    DecoderModule decoder_;
    ChunkedCrossEntropy crossEntropy_;
    std::vector<NamedParameter> parameters_;
};

} // namespace tempera
