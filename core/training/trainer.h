// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/system/error.h"
#include "core/text/training_data.h"
#include "core/training/training_progress.h"
#include "core/training/training_settings.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace tempera {

/// Loss or gradient is no longer a finite number.
class DivergedError : public Error {
public:
    using Error::Error;
};

/// What a slice of work brought about, if anything.
using TrainingEvent = std::variant<std::monostate, StepRecord, ValidationRecord>;

/// Trains a model in slices of bounded length: whoever drives it can stop, pause, take a snapshot
/// or close between any two of them. It validates at the end of every epoch, every
/// `validateEvery` steps, and when a limit is reached.
///
/// Used by one thread at a time.
class Trainer {
public:
    /// `data` must outlive the trainer. `progress` is that of a checkpoint whose weights and
    /// optimizer state `model` holds; empty for a new run. Throws SettingError where a setting is
    /// out of range or the corpus is smaller than a batch.
    Trainer(std::unique_ptr<LanguageModel> model, const TrainingData& data,
            TrainingSettings settings, TrainingProgress progress = {});

    /// True when a limit is reached and the last validation is done.
    bool finished() const;
    /// Does one slice. Not to be called when finished. Throws DivergedError when loss or gradient
    /// is not a finite number: the weights are then those of the last good step.
    TrainingEvent advance();
    /// Forgets the slices of a step or validation that is not complete, so that model and progress
    /// belong together again: to be called before a checkpoint is made.
    void abandonUnfinished();

    LanguageModel& model() { return *model_; }
    const LanguageModel& model() const { return *model_; }
    const TrainingSettings& settings() const { return settings_; }
    const TrainingProgress& progress() const { return progress_; }
    std::int64_t stepsPerEpoch() const { return stepsPerEpoch_; }
    /// In [0, 1], by the limit that is nearest to its end; slices of the current step count.
    double fractionDone() const;
    /// True between a step with everything that belongs to it (its validation, where one is due)
    /// and the next one.
    bool betweenSteps() const { return !step_ && !validation_ && !validationDue(); }
    /// True if the step that was done last ended an epoch.
    bool atEpochEnd() const;

private:
    /// A step under way: its sequences, and the slices of them that are done.
    struct Step {
        std::vector<std::uint32_t> sequences;
        std::size_t next = 0;
        std::int64_t targets = 0;
        LossSum loss;
        double seconds = 0.0;
    };
    /// A validation under way.
    struct Validation {
        std::vector<std::uint32_t> sequences;
        std::size_t next = 0;
        LossSum loss;
    };

    TrainingEvent advanceStep();
    TrainingEvent advanceValidation();
    Step beginStep();
    void accumulateSlice();
    StepRecord updateWeights();
    void orderEpoch(std::int64_t epoch);
    bool limitReached() const;
    bool validationDue() const;
    /// The fraction of the run that `steps` steps and the time until now are.
    double fractionDoneAt(double steps) const;
    Batch takeSlice(const SequenceDataset& dataset, const std::vector<std::uint32_t>& sequences,
                    std::size_t& next) const;

    std::unique_ptr<LanguageModel> model_;
    const TrainingData& data_;
    TrainingSettings settings_;
    TrainingProgress progress_;
    std::int64_t stepsPerEpoch_;
    std::int64_t orderedEpoch_ = -1; ///< the epoch, from 0, that order_ belongs to
    std::vector<std::uint32_t> order_;
    std::optional<Step> step_;
    std::optional<Validation> validation_;
};

} // namespace tempera
