// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/text/training_data.h"
#include "core/training/training_settings.h"

#include <chrono>
#include <cstdint>
#include <stop_token>

namespace tempera {

/// What a run's work costs on this machine, in seconds. A token is a target that counts.
struct StepTiming {
    double perTrainingToken = 0.0;   ///< forward and backward, padding included
    double perUpdate = 0.0;          ///< of the weights, once a step
    double perValidationToken = 0.0; ///< forward alone; 0 where nothing is held out
};

/// Times real slices of the data, composed as a Trainer does: one is discarded to warm up, then as
/// many as `budget` allows, at least two; updates at learning rate 0; validation slices. The
/// model's gradient is discarded, its optimizer state is not: throw the model away. Takes about
/// `budget`, longer where three slices do. Throws Cancelled between two slices, and Error where
/// there is nothing to train on.
StepTiming measureStep(LanguageModel& model, const TrainingData& data,
                       const TrainingSettings& settings, std::chrono::duration<double> budget,
                       std::stop_token stop);

/// What follows from it for a run.
struct EpochEstimate {
    std::int64_t stepsPerEpoch = 0;
    double secondsPerStep = 0.0;  ///< mean, without validation
    double secondsPerEpoch = 0.0; ///< training and validation
    double tokensPerSecond = 0.0; ///< of a step, as in StepRecord
};
EpochEstimate estimateEpoch(const StepTiming& timing, const TrainingData& data,
                            const TrainingSettings& settings);

} // namespace tempera
