// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"

#include <vector>

namespace tempera {

/// A bigram model behind the facade of the real one: one table [V, V] of logits, plain gradient
/// descent. It learns, is deterministic and needs no LibTorch, so that everything around a model
/// can be tested fast and under the thread sanitizer.
class FakeLanguageModel final : public LanguageModel {
public:
    explicit FakeLanguageModel(std::int64_t vocabularySize, std::int64_t contextLength = 100);

    const ModelConfiguration& configuration() const override { return configuration_; }
    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t dropoutSeed) override;
    void discardGradient() override;
    double applyGradient(const OptimizerStep& step) override;
    LossSum evaluate(const Batch& batch) override;
    std::vector<float> logits(std::span<const TokenId> inputs) override;
    WeightSnapshot snapshot() const override;
    void load(const ModelWeights& weights) override;
    std::vector<NamedTensor> gradient() const override;
    std::vector<NamedTensor> optimizerState() const override { return {}; }
    void loadOptimizerState(std::span<const NamedTensor>) override {}

private:
    LossSum visit(const Batch& batch, double gradientScale);
    NamedTensor asTensor(const std::vector<float>& values) const;

    ModelConfiguration configuration_;
    std::size_t vocabularySize_;
    std::vector<float> table_;    ///< [V, V] logits of the next token
    std::vector<float> gradient_; ///< [V, V]
};

} // namespace tempera
