// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"
#include "core/training/training_progress.h"
#include "core/training/training_settings.h"

#include <QMetaType>
#include <QString>
#include <cstdint>
#include <optional>
#include <vector>

namespace tempera::studio {

/// A training run that is asked for.
struct TrainingRequest {
    QString corpus; ///< a file, folder or archive; empty: the built-in reviews
    TrainingSettings settings;
    QString output;  ///< a `.tempera` file; empty: weights are kept in memory alone
    int threads = 1; ///< processors to compute with
};

/// What became of it since the last report: flushed some 25 times a second, never per step.
struct TrainingReport {
    std::vector<StepRecord> steps;
    std::vector<ValidationRecord> validations;
    double fraction = 0.0; ///< of the run, in [0, 1]
    double elapsedSeconds = 0.0;
    std::int64_t stepsPerEpoch = 0;
};

/// How a run ended.
struct TrainingOutcome {
    bool completed = false; ///< a limit was reached; otherwise it was stopped or failed
    QString problem;        ///< why it failed, empty where it did not
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::TrainingRequest)
Q_DECLARE_METATYPE(tempera::studio::TrainingReport)
Q_DECLARE_METATYPE(tempera::studio::TrainingOutcome)
