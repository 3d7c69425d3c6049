// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_settings.h"
#include "fuzz/fuzz_target.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const TrainingSettings settings = trainingSettingsFromJson(input);
    require(trainingSettingsFromJson(toJson(settings)) == settings,
            "settings that were read are written and read again alike");
}

std::vector<std::string> seeds() {
    return {toJson(bookTrainingSettings()), toJson(gptTrainingSettings())};
}

} // namespace tempera::fuzz
