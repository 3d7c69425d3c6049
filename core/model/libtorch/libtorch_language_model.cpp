// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/initial_weights.h"
#include "core/model/language_model.h"
#include "core/model/libtorch/network_worker.h"
#include "core/model/libtorch/optimizer.h"
#include "core/system/error.h"
#include "core/system/keyed_random.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <torch/torch.h>

namespace tempera {

namespace {

using torch::Tensor;

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
        : configuration_(configuration), clipNorm_(optimizer.clipNorm) {
        workers_.push_back(std::make_unique<NetworkWorker>(configuration));
        optimizer_ = makeOptimizer(optimizer, parameters());
        load(initialWeights(configuration, seed));
    }

    const ModelConfiguration& configuration() const override { return configuration_; }

    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t dropoutSeed) override {
        const double scale = 1.0 / static_cast<double>(targetsInBatch);
        return shareOut(slice, [&](NetworkWorker& worker, const Batch& part, std::int64_t index) {
            const std::uint64_t seed =
                keyedBits(dropoutSeed, RandomStream::dropout, static_cast<std::uint32_t>(index), 0);
            return worker.accumulateGradient(part, scale, seed);
        });
    }

    void discardGradient() override {
        for (const auto& worker : workers_)
            worker->discardGradient();
    }

    double applyGradient(const OptimizerStep& step) override {
        const torch::NoGradGuard noGradient;
        const double norm = translatingErrors([this] { return gatheredGradientNorm(); });
        if (!std::isfinite(norm)) {
            discardGradient();
            throw Error("the gradient is not a finite number");
        }
        const bool clip = clipNorm_ > 0.0 && norm > clipNorm_;
        optimizer_->update(step, clip ? clipNorm_ / norm : 1.0);
        discardGradient();
        return norm;
    }

    LossSum evaluate(const Batch& batch) override {
        return shareOut(batch, [](NetworkWorker& worker, const Batch& part, std::int64_t) {
            return worker.evaluate(part);
        });
    }

    std::vector<float> logits(std::span<const TokenId> inputs) override {
        return translatingErrors(
            [&] { return toNamedTensor("logits", workers_.front()->logits(inputs)).values; });
    }

    WeightSnapshot snapshot() const override {
        return std::make_shared<const ModelWeights>(
            ModelWeights{configuration_, copyOf(parameters())});
    }

    void load(const ModelWeights& weights) override {
        // Shapes don't tell everything: two heads of width 3 and three of width 2 have the same.
        if (weights.configuration != configuration_)
            throw Error("the weights are another model's: its configuration differs");
        copyInto(parameters(), weights.tensors, "the weights");
    }

    std::vector<NamedTensor> gradient() const override {
        gatherGradients();
        std::vector<NamedParameter> gradients;
        for (const auto& parameter : parameters()) {
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
    const std::vector<NamedParameter>& parameters() const { return workers_.front()->parameters(); }

    /// Deals a slice out to the workers, one for each thread, and adds up what they return, always
    /// in the same order.
    template <typename Work>
    LossSum shareOut(const Batch& slice, Work work) {
        return translatingErrors([&]() -> LossSum {
            const std::vector<Batch> parts = dealOut(slice, at::get_num_threads());
            while (workers_.size() < parts.size())
                workers_.push_back(
                    std::make_unique<NetworkWorker>(configuration_, *workers_.front()));
            const auto count = static_cast<std::int64_t>(parts.size());
            std::vector<LossSum> sums(parts.size());
            // Within it LibTorch and OpenBLAS use one thread each.
            at::parallel_for(0, count, 1, [&](std::int64_t begin, std::int64_t end) {
                for (std::int64_t i = begin; i < end; ++i) {
                    const auto index = static_cast<std::size_t>(i);
                    sums[index] = work(*workers_[index], parts[index], i);
                }
            });
            LossSum total;
            for (const LossSum& sum : sums)
                total += sum;
            return total;
        });
    }

    /// Into the first worker's, which are the parameters that the optimizer knows.
    void gatherGradients() const {
        for (std::size_t i = 1; i < workers_.size(); ++i)
            workers_.front()->takeGradient(*workers_[i]);
    }

    /// What has no gradient gets one of zeros.
    double gatheredGradientNorm() const {
        gatherGradients();
        double squares = 0.0;
        for (const NamedParameter& parameter : parameters()) {
            Tensor& gradient = parameter.tensor.mutable_grad();
            if (!gradient.defined())
                gradient = torch::zeros_like(parameter.tensor);
            const double norm = gradient.norm().item<double>();
            squares += norm * norm;
        }
        return std::sqrt(squares);
    }

    static std::vector<NamedTensor> copyOf(const std::vector<NamedParameter>& parameters) {
        std::vector<NamedTensor> copies;
        for (const auto& parameter : parameters)
            copies.push_back(toNamedTensor(parameter.name, parameter.tensor));
        return copies;
    }

    ModelConfiguration configuration_;
    double clipNorm_;
    std::vector<std::unique_ptr<NetworkWorker>> workers_; ///< the first one owns the weights
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
