// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/fake_language_model.h"
#include "support/random_model.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tempera::test {

/// A FakeLanguageModel, whose losses are its own, in the clothes of a real network: weights that
/// drift a little with every step, so that the inference engine can write with them, and files keep
/// them. Needs no LibTorch.
class FakeNetworkModel final : public LanguageModel {
public:
    FakeNetworkModel(const ModelConfiguration& configuration, OptimizerKind optimizer)
        : optimizer_(optimizer),
          bigrams_(configuration.vocabularySize, configuration.contextLength),
          weights_(randomWeights(configuration, /*seed=*/1)) {}

    const ModelConfiguration& configuration() const override { return weights_.configuration; }
    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t dropoutSeed) override {
        return bigrams_.accumulateGradient(slice, targetsInBatch, dropoutSeed);
    }
    void discardGradient() override { bigrams_.discardGradient(); }
    double applyGradient(const OptimizerStep& step) override {
        for (NamedTensor& tensor : weights_.tensors)
            tensor.values.front() += 0.01F;
        return bigrams_.applyGradient(step);
    }
    LossSum evaluate(const Batch& batch) override { return bigrams_.evaluate(batch); }
    std::vector<float> logits(std::span<const TokenId> inputs) override {
        return bigrams_.logits(inputs);
    }
    WeightSnapshot snapshot() const override {
        return std::make_shared<const ModelWeights>(weights_);
    }
    void load(const ModelWeights& weights) override { weights_ = weights; }
    std::vector<NamedTensor> gradient() const override { return bigrams_.gradient(); }
    std::vector<NamedTensor> optimizerState() const override {
        std::vector<NamedTensor> state;
        const auto add = [&](const char* name) {
            for (NamedTensor tensor : weights_.tensors) {
                tensor.name.insert(0, name);
                state.push_back(std::move(tensor));
            }
        };
        if (optimizer_ == OptimizerKind::rmsprop) {
            add("velocity.");
        } else {
            add("first_moment.");
            add("second_moment.");
        }
        return state;
    }
    void loadOptimizerState(std::span<const NamedTensor> /*state*/) override {}

private:
    OptimizerKind optimizer_;
    FakeLanguageModel bigrams_;
    ModelWeights weights_;
};

} // namespace tempera::test
