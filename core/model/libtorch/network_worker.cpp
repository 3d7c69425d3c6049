// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/network_worker.h"

#include "core/model/libtorch/chunked_cross_entropy.h"

#include <ATen/CPUGeneratorImpl.h>

namespace tempera {

namespace {

using torch::Tensor;

Tensor toTensor(std::span<const TokenId> tokens) {
    // from_blob borrows and would let the const go; the conversion to int64 copies.
    return torch::from_blob(const_cast<TokenId*>(tokens.data()),
                            {static_cast<std::int64_t>(tokens.size())}, torch::kInt32)
        .to(torch::kInt64);
}

} // namespace

NetworkWorker::NetworkWorker(const ModelConfiguration& configuration)
    : dropout_(configuration.dropout), decoder_(configuration) {
    for (const auto& parameter : decoder_.named_parameters())
        parameters_.push_back({parameter.key(), parameter.value()});
}

NetworkWorker::NetworkWorker(const ModelConfiguration& configuration, const NetworkWorker& first)
    : NetworkWorker(configuration) {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
        parameters_[i].tensor.set_data(first.parameters_[i].tensor.data());
}

LossSum NetworkWorker::accumulateGradient(const Batch& batch, double scale,
                                          std::uint64_t dropoutSeed, std::int64_t rowsPerChunk) {
    const torch::AutoGradMode withGradient(true);
    Dropout dropout{dropout_, {}};
    if (dropout_ > 0.0)
        dropout.generator = torch::make_generator<torch::CPUGeneratorImpl>(dropoutSeed);
    const auto [loss, targets] = lossOf(batch, dropout, rowsPerChunk);
    if (targets > 0)
        (loss * scale).backward();
    return {loss.item<double>(), targets};
}

LossSum NetworkWorker::evaluate(const Batch& batch, std::int64_t rowsPerChunk) {
    const torch::NoGradGuard noGradient;
    const auto [loss, targets] = lossOf(batch, {}, rowsPerChunk);
    return {loss.item<double>(), targets};
}

NetworkWorker::Loss NetworkWorker::lossOf(const Batch& batch, const Dropout& dropout,
                                          std::int64_t rowsPerChunk) {
    const Tensor tokens = toTensor(batch.tokens).view({batch.sequences, batch.length}); // [B, N]
    const Tensor inputs = tokens.narrow(1, 0, batch.length - 1);                        // [B, T]
    const Tensor targets = tokens.narrow(1, 1, batch.length - 1).reshape({-1});         // [B * T]
    const Tensor counted =
        targets.ne(static_cast<std::int64_t>(paddingToken)).nonzero().squeeze(1); // [n]
    const Tensor states = decoder_.forward(inputs, dropout);                      // [B, T, W]
    const Tensor hidden = states.reshape({-1, states.size(2)}).index_select(0, counted); // [n, W]
    const Tensor loss = chunkedCrossEntropy(hidden, decoder_.outputWeight(), decoder_.outputBias(),
                                            targets.index_select(0, counted), rowsPerChunk);
    return {loss, counted.size(0)};
}

Tensor NetworkWorker::logits(std::span<const TokenId> tokens) {
    const torch::NoGradGuard noGradient;
    const Tensor hidden = decoder_.forward(toTensor(tokens).unsqueeze(0), {}); // [1, T, W]
    return torch::linear(hidden.squeeze(0), decoder_.outputWeight(),
                         decoder_.outputBias()); // [T, V]
}

void NetworkWorker::discardGradient() {
    for (auto& parameter : parameters_)
        parameter.tensor.mutable_grad() = Tensor();
}

void NetworkWorker::takeGradient(NetworkWorker& other) {
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        Tensor& own = parameters_[i].tensor.mutable_grad();
        Tensor& others = other.parameters_[i].tensor.mutable_grad();
        if (!others.defined())
            continue;
        if (own.defined())
            own.add_(others);
        else
            own = others;
        others = Tensor();
    }
}

} // namespace tempera
