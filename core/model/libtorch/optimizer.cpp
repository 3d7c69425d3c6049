// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/optimizer.h"

#include "core/model/optimizer_kernels.h"

#include <ATen/Parallel.h>
#include <cmath>

namespace tempera {

namespace {

using torch::Tensor;

/// A zero tensor for every parameter, in the parameters' order.
std::vector<Tensor> zerosLike(const std::vector<NamedParameter>& parameters) {
    std::vector<Tensor> zeros;
    for (const auto& parameter : parameters)
        zeros.push_back(torch::zeros_like(parameter.tensor, torch::requires_grad(false)));
    return zeros;
}

void appendState(std::vector<NamedParameter>& state, const char* kind,
                 const std::vector<NamedParameter>& parameters,
                 const std::vector<Tensor>& tensors) {
    for (std::size_t i = 0; i < parameters.size(); ++i)
        state.push_back({kind + parameters[i].name, tensors[i]});
}

/// Shares the tensor's numbers out to the threads: update(begin, count).
template <typename Update>
void forParts(const Tensor& tensor, Update update) {
    constexpr std::int64_t fewest = 1 << 15; // a thread is not woken for less
    at::parallel_for(0, tensor.numel(), fewest, [&](std::int64_t begin, std::int64_t end) {
        update(begin, static_cast<std::size_t>(end - begin));
    });
}

class RmsProp final : public Optimizer {
public:
    RmsProp(const OptimizerSettings& settings, std::vector<NamedParameter> parameters)
        : settings_(settings),
          parameters_(std::move(parameters)),
          velocities_(zerosLike(parameters_)) {}

    void update(const OptimizerStep& step, double gradientScale) override {
        const RmsPropFactors factors{
            static_cast<float>(gradientScale), static_cast<float>(settings_.rho),
            static_cast<float>(1.0 - settings_.rho), static_cast<float>(settings_.epsilon),
            static_cast<float>(step.learningRate)};
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            const Tensor& weight = parameters_[i].tensor;
            auto* const weights = weight.data_ptr<float>();
            const auto* const gradient = weight.grad().data_ptr<float>();
            auto* const velocity = velocities_[i].data_ptr<float>();
            forParts(weight, [&](std::int64_t begin, std::size_t count) {
                updateByRmsProp(weights + begin, gradient + begin, velocity + begin, count,
                                factors);
            });
        }
    }

    std::vector<NamedParameter> state() const override {
        std::vector<NamedParameter> state;
        appendState(state, "velocity.", parameters_, velocities_);
        return state;
    }

private:
    OptimizerSettings settings_;
    std::vector<NamedParameter> parameters_;
    std::vector<Tensor> velocities_;
};

class AdamW final : public Optimizer {
public:
    AdamW(const OptimizerSettings& settings, std::vector<NamedParameter> parameters)
        : settings_(settings),
          parameters_(std::move(parameters)),
          firstMoments_(zerosLike(parameters_)),
          secondMoments_(zerosLike(parameters_)) {}

    void update(const OptimizerStep& step, double gradientScale) override {
        AdamWFactors factors = factorsOf(step);
        factors.gradientScale = static_cast<float>(gradientScale);
        const double decay = step.learningRate * settings_.weightDecay;
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            const Tensor& weight = parameters_[i].tensor;
            factors.kept = weight.dim() > 1 ? static_cast<float>(1.0 - decay) : 1.0F;
            auto* const weights = weight.data_ptr<float>();
            const auto* const gradient = weight.grad().data_ptr<float>();
            auto* const first = firstMoments_[i].data_ptr<float>();
            auto* const second = secondMoments_[i].data_ptr<float>();
            forParts(weight, [&](std::int64_t begin, std::size_t count) {
                updateByAdamW(weights + begin, gradient + begin, first + begin, second + begin,
                              count, factors);
            });
        }
    }

    std::vector<NamedParameter> state() const override {
        std::vector<NamedParameter> state;
        appendState(state, "first_moment.", parameters_, firstMoments_);
        appendState(state, "second_moment.", parameters_, secondMoments_);
        return state;
    }

private:
    AdamWFactors factorsOf(const OptimizerStep& step) const {
        const auto number = static_cast<double>(step.number);
        AdamWFactors factors;
        factors.beta1 = static_cast<float>(settings_.beta1);
        factors.firstShare = static_cast<float>(1.0 - settings_.beta1);
        factors.beta2 = static_cast<float>(settings_.beta2);
        factors.secondShare = static_cast<float>(1.0 - settings_.beta2);
        factors.epsilon = static_cast<float>(settings_.epsilon);
        factors.secondCorrection = static_cast<float>(1.0 - std::pow(settings_.beta2, number));
        factors.stepSize =
            static_cast<float>(step.learningRate / (1.0 - std::pow(settings_.beta1, number)));
        return factors;
    }

    OptimizerSettings settings_;
    std::vector<NamedParameter> parameters_;
    std::vector<Tensor> firstMoments_;
    std::vector<Tensor> secondMoments_;
};

} // namespace

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerSettings& settings,
                                         std::vector<NamedParameter> parameters) {
    if (settings.kind == OptimizerKind::rmsprop)
        return std::make_unique<RmsProp>(settings, std::move(parameters));
    return std::make_unique<AdamW>(settings, std::move(parameters));
}

} // namespace tempera
