// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"
#include "core/training/moment.h"
#include "core/training/training_run.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tempera {

/// What a model is to write at every moment that is kept.
struct MomentSettings {
    std::string prompt = "This movie";
    std::uint64_t seed = 0;
    std::vector<double> temperatures = bookTemperatures;
    std::size_t length = 50; ///< tokens after the prompt
};

/// Lets the model write: a text at each temperature, by the same luck and to the letter the texts
/// that runTraining writes with these settings, and what it expects after the prompt. Step, prompt
/// and seed are filled in too, epoch and losses are the caller's. A prompt without tokens gives
/// neither texts nor candidates. Throws Error where a logit is not finite, SettingError where a
/// temperature or the length is out of range.
Moment writeMoment(const LoadedModel& model, const MomentSettings& settings);

} // namespace tempera
