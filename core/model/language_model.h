// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/model/optimizer_settings.h"
#include "core/system/error.h"
#include "core/text/batches.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tempera {

/// A sum of cross-entropies over targets, in nats.
struct LossSum {
    double total = 0.0;
    std::int64_t targets = 0;

    double mean() const { return targets == 0 ? 0.0 : total / static_cast<double>(targets); }
    LossSum& operator+=(const LossSum& other) {
        total += other.total;
        targets += other.targets;
        return *this;
    }
};

/// One update of the weights.
struct OptimizerStep {
    std::int64_t number = 1; ///< counts from 1 over the whole run (Adam's bias correction)
    double learningRate = 0.0;
};

/// A network that can be trained: the one door to LibTorch, which no header of core includes. A
/// step is the gradient of one or more slices of a batch, then one update:
///
///     for (const Batch& slice : slices)
///         model.accumulateGradient(slice, targetsInBatch, dropoutSeed);
///     model.applyGradient({step, learningRate});
///
/// Used by one thread at a time; snapshots are immutable and go anywhere.
class LanguageModel {
public:
    virtual ~LanguageModel() = default;

    virtual const ModelConfiguration& configuration() const = 0;

    /// Adds the gradient of (sum of the slice's cross-entropies) / targetsInBatch, and returns that
    /// sum. Targets that are padding don't count. `dropoutSeed` decides the dropout masks.
    virtual LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                                       std::uint64_t dropoutSeed) = 0;
    /// Forgets what was accumulated since the last update.
    virtual void discardGradient() = 0;
    /// Clips, updates the weights, forgets the gradient and returns its norm before clipping.
    /// Throws Error and leaves the weights as they were if the gradient is not finite. What needs
    /// memory comes before the update, so MemoryError leaves them as they were too.
    virtual double applyGradient(const OptimizerStep& step) = 0;

    /// Cross-entropies without dropout and without touching gradients.
    virtual LossSum evaluate(const Batch& batch) = 0;
    /// The raw logits [inputs, V] after each of the tokens, row-major; at most contextLength
    /// tokens.
    virtual std::vector<float> logits(std::span<const TokenId> inputs) = 0;

    /// A copy of the weights as they are now.
    virtual WeightSnapshot snapshot() const = 0;
    /// Throws Error where the weights are another configuration's.
    virtual void load(const ModelWeights& weights) = 0;

    /// The accumulated gradient, named and shaped as the weights (for tests and inspection).
    virtual std::vector<NamedTensor> gradient() const = 0;
    /// The optimizer's memory: for every weight `velocity.NAME` (rmsprop), or `first_moment.NAME`
    /// and `second_moment.NAME` (adamw).
    virtual std::vector<NamedTensor> optimizerState() const = 0;
    /// Throws Error where names or shapes are not those of optimizerState().
    virtual void loadOptimizerState(std::span<const NamedTensor> state) = 0;
};

/// A LibTorch model with the initial weights of `seed`. Throws SettingError where configuration or
/// settings are out of range.
std::unique_ptr<LanguageModel> createLanguageModel(const ModelConfiguration& configuration,
                                                   const OptimizerSettings& optimizer,
                                                   std::uint64_t seed);

} // namespace tempera
