// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"
#include "core/model/safetensors_file.h"
#include "core/training/training_history_file.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace tempera {

/// What writing and reading a checkpoint share beside the model in it.
inline const std::string optimizerPrefix = "optimizer.";
inline const std::string stepsTensorName = "training.steps";
inline const std::string validationsTensorName = "training.validations";
inline constexpr std::size_t stepColumns = 4; ///< loss, learning rate, gradient norm, tokens/s
inline constexpr std::size_t validationColumns = 2; ///< step, loss

/// A checkpoint's training state without the optimizer's tensors.
struct CheckpointTraining {
    TrainingHistory history;
    std::string dataFingerprint;
};

/// Takes it out of a file of which the two tables of the history were read. Throws Error where
/// the file is a mere model, or its parts contradict each other or the `model` in it. `path` is for
/// the messages.
CheckpointTraining trainingFromFile(const SafetensorsFile& file, const std::filesystem::path& path,
                                    const ModelConfiguration& model);

} // namespace tempera
