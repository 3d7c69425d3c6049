// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_progress.h"
#include "core/training/training_settings.h"

#include <cstdint>
#include <filesystem>

namespace tempera {

/// What a run was, without its weights.
struct TrainingHistory {
    TrainingSettings settings;
    TrainingProgress progress;
    std::int64_t stepsPerEpoch = 1; ///< at least 1
};

/// The history in a `.tempera` file: reads its header and the two tables of the history, not the
/// weights, which are a hundred megabytes. The header is checked as loadCheckpoint checks it; the
/// checksum, which is over the whole file, is not compared: damage in the weights goes unnoticed.
/// Throws Error like loadCheckpoint.
TrainingHistory loadTrainingHistory(const std::filesystem::path& tempera);

} // namespace tempera
