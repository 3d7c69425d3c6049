// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <string>
#include <vector>

namespace tempera {

/// A setting in which two runs differ, its values as a person reads them: "15000", "0.001", "yes",
/// "none" for a limit that is not set.
struct SettingDifference {
    std::string key; ///< its path in the settings' JSON: "data.vocabulary_size"
    std::string here;
    std::string there;

    bool operator==(const SettingDifference&) const = default;
};

/// In the order of the settings' JSON; empty if and only if the settings are equal. Both must be
/// valid.
std::vector<SettingDifference> settingsDifferences(const TrainingSettings& here,
                                                   const TrainingSettings& there);

} // namespace tempera
