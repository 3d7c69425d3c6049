// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_history_file.h"

#include "core/model/model_file.h"
#include "core/training/checkpoint_file_parts.h"

#include <array>

namespace tempera {

TrainingHistory loadTrainingHistory(const std::filesystem::path& tempera) {
    const std::array<std::string, 2> tables = {stepsTensorName, validationsTensorName};
    const SafetensorsFile file = readSafetensorsParts(tempera, tables);
    const ModelConfiguration configuration = checkModelHeader(file, tempera, trainingStatePrefixes);
    return trainingFromFile(file, tempera, configuration).history;
}

} // namespace tempera
