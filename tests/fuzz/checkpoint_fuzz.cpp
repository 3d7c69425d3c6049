// SPDX-License-Identifier: GPL-3.0-or-later
// Whole checkpoints without a checksum, see model_file_fuzz.cpp.
#include "core/training/training_history_file.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/memory_file.h"
#include "fuzz/unsealed_file.h"
#include "support/small_checkpoint.h"

#include <cmath>

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const MemoryFile file(input);
    const Checkpoint checkpoint = loadCheckpoint(file.path());
    for (const StepRecord& step : checkpoint.progress.steps)
        require(step.epoch >= 1 && std::isfinite(step.loss), "a history has epochs and numbers");
    const TrainingHistory history = loadTrainingHistory(file.path());
    require(history.progress.stepsDone() == checkpoint.progress.stepsDone(),
            "the history alone is the same");
}

std::vector<std::string> seeds() {
    std::vector<std::string> files;
    for (const std::int64_t steps : {0, 1, 9})
        files.push_back(unsealed([steps](const std::filesystem::path& path) {
            saveCheckpoint(path, test::smallCheckpoint(steps));
        }));
    return files;
}

} // namespace tempera::fuzz
