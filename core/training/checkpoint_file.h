// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_file.h"
#include "core/training/trainer.h"
#include "core/training/training_progress.h"
#include "core/training/training_settings.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tempera {

/// Everything that a run is made of at the end of a step.
struct Checkpoint {
    LanguageModelFile model;
    TrainingSettings settings;
    TrainingProgress progress;
    std::int64_t stepsPerEpoch = 1;
    std::vector<NamedTensor> optimizerState;
    std::string dataFingerprint; ///< TrainingData::fingerprint
};

/// The trainer's state now. Slices of a step that is not complete are abandoned.
Checkpoint makeCheckpoint(Trainer& trainer, const TrainingData& data);

/// Writes a `.tempera` file: a model file with the optimizer's state, the settings and the history
/// in it (ARCHITECTURE.md, "Files"). Where `previous` is given, what was at `path` is kept there.
void saveCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint,
                    const std::filesystem::path& previous = {});

/// Throws Error where the file is damaged, is not a checkpoint (a mere model) or its parts
/// contradict each other.
Checkpoint loadCheckpoint(const std::filesystem::path& path);

/// True if the file's name says that training state belongs in it: it ends in `.tempera`.
bool isCheckpointPath(const std::filesystem::path& path);

/// Where a run keeps the checkpoint before the last one, and the one with the lowest validation
/// loss: `x.previous.tempera` and `x.best.tempera` for `x.tempera`.
std::filesystem::path previousCheckpointPath(const std::filesystem::path& path);
std::filesystem::path bestCheckpointPath(const std::filesystem::path& path);

} // namespace tempera
