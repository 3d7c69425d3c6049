// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <filesystem>

namespace tempera {

/// Settings to keep, share and start from: a JSON file with `format` "tempera-settings",
/// `format_version` 1 and, under `settings`, toJson(TrainingSettings), indented for people.

/// Replaces what was at the path at once (AtomicFile). Throws Error with path and reason, and
/// SettingError where the settings themselves are out of range.
void saveTrainingSettings(const std::filesystem::path& path, const TrainingSettings& settings);

/// Throws Error that names the path where there is no such file, it is larger than 1 MiB, is
/// something else, or holds settings that are missing, of a wrong type or out of range.
TrainingSettings loadTrainingSettings(const std::filesystem::path& path);

} // namespace tempera
