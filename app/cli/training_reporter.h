// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/training/training_run.h"

#include <chrono>

namespace tempera::cli {

/// Tells about a training run: JSON lines, or text with a progress bar on a terminal and a line
/// every few seconds elsewhere.
class TrainingReporter {
public:
    explicit TrainingReporter(bool json);

    /// Where the run begins, or goes on.
    void begin(const Trainer& trainer);
    /// Refers to this object.
    TrainingObserver observer();
    void end(const Trainer& trainer, bool stopped);

private:
    void sliceDone(const Trainer& trainer);
    void stepDone(const StepRecord& record);
    void validated(const ValidationRecord& record);
    void sampled(const TrainingSample& sample);
    void saved(const std::filesystem::path& path);
    void saveFailed(const std::string& message);

    bool json_;
    ProgressBar bar_;
    StepRecord last_;
    std::chrono::steady_clock::time_point printed_{}; ///< when a plain line was last written
};

} // namespace tempera::cli
