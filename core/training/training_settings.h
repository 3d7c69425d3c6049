// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"
#include "core/model/optimizer_settings.h"
#include "core/text/tokenizer.h"
#include "core/text/training_data.h"
#include "core/training/learning_rate_schedule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// When a run ends: as soon as one of them is reached. Counted from the run's beginning, also when
/// it is resumed.
struct TrainingLimits {
    std::optional<std::int64_t> steps;
    std::optional<std::int64_t> epochs;
    std::optional<double> minutes; ///< of training and validation, pauses not counted

    bool operator==(const TrainingLimits&) const = default;
};

/// Everything that determines a training run besides corpus, machine and number of threads.
struct TrainingSettings {
    ModelConfiguration model; ///< vocabularySize and contextLength follow the data
    Standardization standardization = Standardization::book;
    DatasetSettings data;
    OptimizerSettings optimizer;
    ScheduleSettings schedule;
    TrainingLimits limits;
    std::int64_t batchSize = 256; ///< sequences of one update of the weights
    /// Sequences of one slice: a batch's gradient is accumulated over slices, so that memory stays
    /// small and stop, pause and snapshots are served in between.
    std::int64_t sliceSize = 16;
    /// Steps from one validation to the next; 0 validates at the end of each epoch only.
    std::int64_t validateEvery = 0;
    std::uint64_t seed = 0;

    bool operator==(const TrainingSettings&) const = default;
};

/// The settings of the book's 12.1, and those that gpt starts from.
TrainingSettings bookTrainingSettings();
TrainingSettings gptTrainingSettings();
/// A network and a run small enough to learn the built-in reviews in about a minute on two cores.
TrainingSettings smallTrainingSettings();

/// Every setting out of range or in contradiction to another.
std::vector<SettingProblem> settingProblems(const TrainingSettings& settings);
/// Throws SettingError that names the first setting out of range.
void validate(const TrainingSettings& settings);

/// As JSON text, and back. Reading throws Error on anything missing, of a wrong type or out of
/// range.
std::string toJson(const TrainingSettings& settings);
TrainingSettings trainingSettingsFromJson(std::string_view json);

} // namespace tempera
