// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <QString>
#include <array>

namespace tempera::ui {

enum class PlanPreset { small, book, gpt };
inline constexpr std::array planPresets{PlanPreset::small, PlanPreset::book, PlanPreset::gpt};

QString presetName(PlanPreset preset);
/// One sentence.
QString presetDescription(PlanPreset preset);
TrainingSettings presetSettings(PlanPreset preset);
/// The preset for somebody who has `present`: where the preset has no limits of its own, limits
/// that are no other preset's stay.
TrainingSettings presetSettings(PlanPreset preset, const TrainingSettings& present);

} // namespace tempera::ui
