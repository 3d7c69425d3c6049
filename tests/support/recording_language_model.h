// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"

#include <functional>
#include <memory>
#include <vector>

namespace tempera::test {

/// One call of accumulateGradient.
struct RecordedSlice {
    std::int64_t step = 0; ///< the update, from 1, that it belonged to
    Batch batch;
    std::int64_t targetsInBatch = 0;
    std::uint64_t dropoutSeed = 0;
};

/// What happened to a RecordingLanguageModel, and what is to happen.
struct Recording {
    std::vector<RecordedSlice> slices;
    std::vector<OptimizerStep> updates;
    /// Change the loss of a slice, or throw, to play a model that goes wrong.
    std::function<void(std::int64_t step, LossSum& loss)> onSlice;
    std::function<void(std::int64_t step)> onUpdate;
    std::function<void(LossSum& loss)> onEvaluation;
};

/// Another model with a witness, who outlives it.
class RecordingLanguageModel final : public LanguageModel {
public:
    RecordingLanguageModel(std::unique_ptr<LanguageModel> model, Recording& recording)
        : model_(std::move(model)), recording_(recording) {}

    const ModelConfiguration& configuration() const override { return model_->configuration(); }
    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t dropoutSeed) override {
        recording_.slices.push_back({step(), slice, targetsInBatch, dropoutSeed});
        LossSum loss = model_->accumulateGradient(slice, targetsInBatch, dropoutSeed);
        if (recording_.onSlice)
            recording_.onSlice(step(), loss);
        return loss;
    }
    void discardGradient() override { model_->discardGradient(); }
    double applyGradient(const OptimizerStep& update) override {
        if (recording_.onUpdate)
            recording_.onUpdate(step());
        recording_.updates.push_back(update);
        return model_->applyGradient(update);
    }
    LossSum evaluate(const Batch& batch) override {
        LossSum loss = model_->evaluate(batch);
        if (recording_.onEvaluation)
            recording_.onEvaluation(loss);
        return loss;
    }
    std::vector<float> logits(std::span<const TokenId> inputs) override {
        return model_->logits(inputs);
    }
    WeightSnapshot snapshot() const override { return model_->snapshot(); }
    void load(const ModelWeights& weights) override { model_->load(weights); }
    std::vector<NamedTensor> gradient() const override { return model_->gradient(); }
    std::vector<NamedTensor> optimizerState() const override { return model_->optimizerState(); }
    void loadOptimizerState(std::span<const NamedTensor> state) override {
        model_->loadOptimizerState(state);
    }

private:
    std::int64_t step() const { return static_cast<std::int64_t>(recording_.updates.size()) + 1; }

    std::unique_ptr<LanguageModel> model_;
    Recording& recording_;
};

} // namespace tempera::test
