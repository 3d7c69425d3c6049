// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/setting_problem.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace tempera {

enum class ScheduleKind {
    constant, ///< the peak rate after the warm-up
    cosine,   ///< half a cosine from the peak to finalFraction of it at the end of the run
};

/// Names used in files and on the command line: "constant", "cosine".
std::string_view scheduleName(ScheduleKind kind);
/// Throws SettingError that lists the valid names.
ScheduleKind parseSchedule(std::string_view name);

struct ScheduleSettings {
    ScheduleKind kind = ScheduleKind::constant;
    double learningRate = 1e-3;   ///< the peak, above 0
    std::int64_t warmupSteps = 0; ///< linear from peak / warmupSteps
    double finalFraction = 0.1;   ///< of the peak, in [0, 1]

    bool operator==(const ScheduleSettings&) const = default;
};

/// Every setting out of range.
std::vector<SettingProblem> settingProblems(const ScheduleSettings& settings);
/// Throws SettingError that names the first setting out of range.
void validate(const ScheduleSettings& settings);

/// The rate of step `step` (from 1) when `fractionDone` in [0, 1] of the run lies behind.
double learningRateAt(const ScheduleSettings& settings, std::int64_t step, double fractionDone);

} // namespace tempera
