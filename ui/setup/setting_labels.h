// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string_view>

namespace tempera::ui {

/// The name for people of a setting, by its path in toJson(TrainingSettings): "Learning rate" for
/// "schedule.learning_rate". A path that isn't known is returned as it is.
QString settingLabel(std::string_view jsonPath);

} // namespace tempera::ui
