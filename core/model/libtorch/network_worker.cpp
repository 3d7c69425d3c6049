// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/network_worker.h"

#include <ATen/CPUGeneratorImpl.h>

namespace tempera {

namespace {

using torch::Tensor;

/// Rows of logits that a worker has in memory: a product of fewer is a slower one.
constexpr std::int64_t rowsOfLogits = 1'024;

Tensor toTensor(std::span<const TokenId> tokens) {
    // from_blob borrows and would let the const go; the conversion to int64 copies.
    return torch::from_blob(const_cast<TokenId*>(tokens.data()),
                            {static_cast<std::int64_t>(tokens.size())}, torch::kInt32)
        .to(torch::kInt64);
}

} // namespace

NetworkWorker::NetworkWorker(const ModelConfiguration& configuration)
    : dropout_(configuration.dropout), decoder_(configuration), crossEntropy_(rowsOfLogits) {
    for (const auto& parameter : decoder_.named_parameters())
        parameters_.push_back({parameter.key(), parameter.value()});
}

NetworkWorker::NetworkWorker(const ModelConfiguration& configuration, const NetworkWorker& first)
    : NetworkWorker(configuration) {
    for (std::size_t i = 0; i < parameters_.size(); ++i)
        parameters_[i].tensor.set_data(first.parameters_[i].tensor.data());
}

LossSum NetworkWorker::accumulateGradient(const Batch& batch, double scale,
                                          std::uint64_t dropoutSeed) {
    const torch::AutoGradMode withGradient(true);
    Dropout dropout{dropout_, {}};
    if (dropout_ > 0.0)
        dropout.generator = torch::make_generator<torch::CPUGeneratorImpl>(dropoutSeed);
    const Positions positions = run(batch, dropout);
    Tensor weight = decoder_.outputWeight(); // [V, W]
    Tensor bias = decoder_.outputBias();     // [V]
    CrossEntropyGradients gradients{scale, {}, weight.grad(), bias.defined() ? bias.grad() : bias};
    const double loss =
        crossEntropy_(positions.hidden, weight, bias, positions.targets, &gradients);
    weight.mutable_grad() = gradients.weight;
    if (bias.defined())
        bias.mutable_grad() = gradients.bias;
    if (positions.count() > 0)
        positions.hidden.backward(gradients.hidden);
    return {loss, positions.count()};
}

LossSum NetworkWorker::evaluate(const Batch& batch) {
    const torch::NoGradGuard noGradient;
    const Positions positions = run(batch, {});
    const double loss = crossEntropy_(positions.hidden, decoder_.outputWeight(),
                                      decoder_.outputBias(), positions.targets);
    return {loss, positions.count()};
}

NetworkWorker::Positions NetworkWorker::run(const Batch& batch, const Dropout& dropout) {
    const Tensor tokens = toTensor(batch.tokens).view({batch.sequences, batch.length}); // [B, N]
    const Tensor inputs = tokens.narrow(1, 0, batch.length - 1);                        // [B, T]
    const Tensor targets = tokens.narrow(1, 1, batch.length - 1).reshape({-1});         // [B * T]
    const Tensor counted =
        targets.ne(static_cast<std::int64_t>(paddingToken)).nonzero().squeeze(1); // [n]
    const Tensor states = decoder_.forward(inputs, dropout);                      // [B, T, W]
    return {states.reshape({-1, states.size(2)}).index_select(0, counted),        // [n, W]
            targets.index_select(0, counted)};                                    // [n]
}

Tensor NetworkWorker::logits(std::span<const TokenId> tokens) {
    const torch::NoGradGuard noGradient;
    const Tensor hidden = decoder_.forward(toTensor(tokens).unsqueeze(0), {}); // [1, T, W]
    return torch::linear(hidden.squeeze(0), decoder_.outputWeight(),
                         decoder_.outputBias()); // [T, V]
}

void NetworkWorker::discardGradient() {
    const torch::NoGradGuard noGradient;
    for (auto& parameter : parameters_)
        if (Tensor& gradient = parameter.tensor.mutable_grad(); gradient.defined())
            gradient.zero_(); // its pages are there for the next step
}

void NetworkWorker::takeGradient(NetworkWorker& other) {
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
        Tensor& own = parameters_[i].tensor.mutable_grad();
        Tensor& others = other.parameters_[i].tensor.mutable_grad();
        if (!others.defined())
            continue;
        if (!own.defined())
            own = torch::zeros_like(others);
        own.add_(others);
        others.zero_();
    }
}

} // namespace tempera
