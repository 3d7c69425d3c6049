// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/optimizer.h"

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

class RmsProp final : public Optimizer {
public:
    RmsProp(const OptimizerSettings& settings, std::vector<NamedParameter> parameters)
        : settings_(settings),
          parameters_(std::move(parameters)),
          velocities_(zerosLike(parameters_)) {}

    void update(const OptimizerStep& step, double gradientScale) override {
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            const Tensor gradient = parameters_[i].tensor.grad().mul_(gradientScale);
            velocities_[i].mul_(settings_.rho).addcmul_(gradient, gradient, 1.0 - settings_.rho);
            const Tensor root = velocities_[i].add(settings_.epsilon).sqrt_();
            parameters_[i].tensor.addcdiv_(gradient, root, -step.learningRate);
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
        const auto number = static_cast<double>(step.number);
        const double firstCorrection = 1.0 - std::pow(settings_.beta1, number);
        const double secondCorrection = 1.0 - std::pow(settings_.beta2, number);
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            Tensor& weight = parameters_[i].tensor;
            const Tensor gradient = weight.grad().mul_(gradientScale);
            if (weight.dim() > 1)
                weight.mul_(1.0 - step.learningRate * settings_.weightDecay);
            firstMoments_[i].mul_(settings_.beta1).add_(gradient, 1.0 - settings_.beta1);
            secondMoments_[i]
                .mul_(settings_.beta2)
                .addcmul_(gradient, gradient, 1.0 - settings_.beta2);
            const Tensor root =
                (secondMoments_[i] / secondCorrection).sqrt_().add_(settings_.epsilon);
            weight.addcdiv_(firstMoments_[i], root, -step.learningRate / firstCorrection);
        }
    }

    std::vector<NamedParameter> state() const override {
        std::vector<NamedParameter> state;
        appendState(state, "first_moment.", parameters_, firstMoments_);
        appendState(state, "second_moment.", parameters_, secondMoments_);
        return state;
    }

private:
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
