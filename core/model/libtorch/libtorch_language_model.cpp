// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/initial_weights.h"
#include "core/model/language_model.h"
#include "core/model/libtorch/chunked_cross_entropy.h"
#include "core/model/libtorch/decoder_modules.h"
#include "core/model/libtorch/optimizer.h"
#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <torch/torch.h>

namespace tempera {

namespace {

using torch::Tensor;

Tensor toTensor(std::span<const TokenId> tokens) {
    // from_blob borrows and would let the const go; the conversion to int64 copies.
    return torch::from_blob(const_cast<TokenId*>(tokens.data()),
                            {static_cast<std::int64_t>(tokens.size())}, torch::kInt32)
        .to(torch::kInt64);
}

NamedTensor toNamedTensor(const std::string& name, const Tensor& tensor) {
    const Tensor values = tensor.detach().contiguous();
    const auto* begin = values.data_ptr<float>();
    return {name, values.sizes().vec(), std::vector<float>(begin, begin + values.numel())};
}

/// The value of that name, which must fit the parameter's shape.
const NamedTensor& valueFor(const NamedParameter& parameter, std::span<const NamedTensor> values,
                            const char* what) {
    const auto found = std::ranges::find(values, parameter.name, &NamedTensor::name);
    if (found == values.end())
        throw Error(std::string(what) + " are another model's: '" + parameter.name +
                    "' is missing");
    const bool fits = found->shape == parameter.tensor.sizes().vec() &&
                      static_cast<std::int64_t>(found->values.size()) == parameter.tensor.numel();
    if (!fits)
        throw Error(std::string(what) + " are another model's: '" + parameter.name +
                    "' has another shape");
    return *found;
}

/// Copies values into the parameters of the same names, all of them or, after an Error, none.
void copyInto(const std::vector<NamedParameter>& parameters, std::span<const NamedTensor> values,
              const char* what) {
    if (parameters.size() != values.size())
        throw Error(std::string(what) + " are another model's: " + std::to_string(values.size()) +
                    " tensors instead of " + std::to_string(parameters.size()));
    std::vector<const NamedTensor*> sources;
    for (const NamedParameter& parameter : parameters)
        sources.push_back(&valueFor(parameter, values, what));
    const torch::NoGradGuard noGradient;
    for (std::size_t i = 0; i < parameters.size(); ++i)
        std::memcpy(parameters[i].tensor.data_ptr<float>(), sources[i]->values.data(),
                    sources[i]->values.size() * sizeof(float));
}

/// Runs `work` and turns what LibTorch throws into an Error without its pages of stack frames.
template <typename Work>
auto translatingErrors(Work work) {
    try {
        return work();
    } catch (const c10::Error& error) {
        const std::string message = error.what_without_backtrace();
        if (message.find("allocate memory") != std::string::npos)
            throw MemoryError(
                "memory ran out: choose a smaller slice size or model, or close other "
                "programs");
        throw Error("LibTorch: " + message);
    }
}

class LibtorchLanguageModel final : public LanguageModel {
public:
    LibtorchLanguageModel(const ModelConfiguration& configuration,
                          const OptimizerSettings& optimizer, std::uint64_t seed)
        : configuration_(configuration), decoder_(configuration), clipNorm_(optimizer.clipNorm) {
        for (const auto& parameter : decoder_.named_parameters())
            parameters_.push_back({parameter.key(), parameter.value()});
        optimizer_ = makeOptimizer(optimizer, parameters_);
        load(initialWeights(configuration, seed));
    }

    const ModelConfiguration& configuration() const override { return configuration_; }

    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t dropoutSeed) override {
        if (configuration_.dropout > 0.0)
            torch::manual_seed(dropoutSeed);
        return translatingErrors([&]() -> LossSum {
            const auto [loss, targets] = lossOf(slice, configuration_.dropout);
            if (targets > 0)
                (loss / static_cast<double>(targetsInBatch)).backward();
            return {loss.item<double>(), targets};
        });
    }

    void discardGradient() override {
        for (auto& parameter : parameters_)
            parameter.tensor.mutable_grad() = Tensor();
    }

    double applyGradient(const OptimizerStep& step) override {
        const torch::NoGradGuard noGradient;
        double squares = 0.0;
        for (auto& parameter : parameters_) {
            if (!parameter.tensor.grad().defined())
                parameter.tensor.mutable_grad() = torch::zeros_like(parameter.tensor);
            const double norm = parameter.tensor.grad().norm().item<double>();
            squares += norm * norm;
        }
        const double norm = std::sqrt(squares);
        if (!std::isfinite(norm)) {
            discardGradient();
            throw Error("the gradient is not a finite number");
        }
        const bool clip = clipNorm_ > 0.0 && norm > clipNorm_;
        try {
            optimizer_->update(step, clip ? clipNorm_ / norm : 1.0);
        } catch (const std::exception&) { // some weights are updated, some are not
            throw WeightsLostError(
                "memory ran out in the middle of an update of the weights: go on "
                "from the last checkpoint, with other programs closed");
        }
        discardGradient();
        return norm;
    }

    LossSum evaluate(const Batch& batch) override {
        const torch::NoGradGuard noGradient;
        return translatingErrors([&]() -> LossSum {
            const auto [loss, targets] = lossOf(batch, 0.0);
            return {loss.item<double>(), targets};
        });
    }

    std::vector<float> logits(std::span<const TokenId> inputs) override {
        const torch::NoGradGuard noGradient;
        return translatingErrors([&] {
            const Tensor hidden = decoder_.forward(toTensor(inputs).unsqueeze(0), 0.0); // [1, T, W]
            const Tensor values = torch::linear(hidden.squeeze(0), decoder_.outputWeight(),
                                                decoder_.outputBias()); // [T, V]
            return toNamedTensor("logits", values).values;
        });
    }

    WeightSnapshot snapshot() const override {
        return std::make_shared<const ModelWeights>(
            ModelWeights{configuration_, copyOf(parameters_)});
    }

    void load(const ModelWeights& weights) override {
        // Shapes don't tell everything: two heads of width 3 and three of width 2 have the same.
        if (weights.configuration != configuration_)
            throw Error("the weights are another model's: its configuration differs");
        copyInto(parameters_, weights.tensors, "the weights");
    }

    std::vector<NamedTensor> gradient() const override {
        std::vector<NamedParameter> gradients;
        for (const auto& parameter : parameters_) {
            const Tensor& gradient = parameter.tensor.grad();
            gradients.push_back({parameter.name, gradient.defined()
                                                     ? gradient
                                                     : torch::zeros_like(parameter.tensor)});
        }
        return copyOf(gradients);
    }

    std::vector<NamedTensor> optimizerState() const override { return copyOf(optimizer_->state()); }

    void loadOptimizerState(std::span<const NamedTensor> state) override {
        copyInto(optimizer_->state(), state, "the optimizer's state");
    }

private:
    struct Loss {
        Tensor total;
        std::int64_t targets;
    };

    Loss lossOf(const Batch& batch, double dropout) {
        const Tensor tokens =
            toTensor(batch.tokens).view({batch.sequences, batch.length});           // [B, N]
        const Tensor inputs = tokens.narrow(1, 0, batch.length - 1);                // [B, T]
        const Tensor targets = tokens.narrow(1, 1, batch.length - 1).reshape({-1}); // [B * T]
        const Tensor counted =
            targets.ne(static_cast<std::int64_t>(paddingToken)).nonzero().squeeze(1); // [n]
        const Tensor hidden =
            decoder_.forward(inputs, dropout).reshape({-1, configuration_.embeddingWidth});
        const Tensor loss = chunkedCrossEntropy(hidden.index_select(0, counted), // [n, W]
                                                decoder_.outputWeight(), decoder_.outputBias(),
                                                targets.index_select(0, counted)); // [n]
        return {loss, counted.size(0)};
    }

    static std::vector<NamedTensor> copyOf(const std::vector<NamedParameter>& parameters) {
        std::vector<NamedTensor> copies;
        for (const auto& parameter : parameters)
            copies.push_back(toNamedTensor(parameter.name, parameter.tensor));
        return copies;
    }

    ModelConfiguration configuration_;
    DecoderModule decoder_;
    double clipNorm_;
    std::vector<NamedParameter> parameters_;
    std::unique_ptr<Optimizer> optimizer_;
};

} // namespace

std::unique_ptr<LanguageModel> createLanguageModel(const ModelConfiguration& configuration,
                                                   const OptimizerSettings& optimizer,
                                                   std::uint64_t seed) {
    validate(configuration);
    validate(optimizer);
    return translatingErrors([&]() -> std::unique_ptr<LanguageModel> {
        return std::make_unique<LibtorchLanguageModel>(configuration, optimizer, seed);
    });
}

} // namespace tempera
