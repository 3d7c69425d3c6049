// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

namespace tempera {

/// One update of the weights.
struct StepRecord {
    std::int64_t step = 0;  ///< from 1
    std::int64_t epoch = 0; ///< from 1
    double loss = 0.0;      ///< mean over the batch's targets before the update, in nats
    double learningRate = 0.0;
    double gradientNorm = 0.0;    ///< before clipping
    double tokensPerSecond = 0.0; ///< targets that count
};

/// The loss on the held-out documents after `step` updates.
struct ValidationRecord {
    std::int64_t step = 0;
    std::int64_t epoch = 0; ///< of that step
    double loss = 0.0;      ///< mean over all targets, in nats

    double perplexity() const { return std::exp(loss); }
};

/// How far a run has come: together with the weights and the optimizer's state all that is needed
/// to go on as if it had never stopped. The position in the data and every random number are
/// functions of the seed and the step.
struct TrainingProgress {
    double elapsedSeconds = 0.0; ///< spent on training and validation
    std::vector<StepRecord> steps;
    std::vector<ValidationRecord> validations;

    std::int64_t stepsDone() const { return static_cast<std::int64_t>(steps.size()); }
};

} // namespace tempera
