// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate_schedule.h"

#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <spdlog/fmt/fmt.h>

namespace tempera {

std::string_view scheduleName(ScheduleKind kind) {
    return kind == ScheduleKind::constant ? "constant" : "cosine";
}

ScheduleKind parseSchedule(std::string_view name) {
    for (const ScheduleKind kind : {ScheduleKind::constant, ScheduleKind::cosine})
        if (scheduleName(kind) == name)
            return kind;
    throw SettingError(fmt::format("unknown schedule '{}': choose constant or cosine", name));
}

std::vector<SettingProblem> settingProblems(const ScheduleSettings& settings) {
    std::vector<SettingProblem> problems;
    if (!(settings.learningRate > 0.0 && settings.learningRate <= 100.0))
        problems.push_back(
            {"schedule.learning_rate",
             fmt::format("the learning rate is {}; it must be above 0 and at most 100",
                         settings.learningRate)});
    if (settings.warmupSteps < 0)
        problems.push_back(
            {"schedule.warmup_steps",
             fmt::format("the warm-up is {} steps; it must be 0 or more", settings.warmupSteps)});
    if (!(settings.finalFraction >= 0.0 && settings.finalFraction <= 1.0))
        problems.push_back({"schedule.final_fraction",
                            fmt::format("the final fraction of the learning rate is {}; it must be "
                                        "from 0 to 1",
                                        settings.finalFraction)});
    return problems;
}

void validate(const ScheduleSettings& settings) {
    throwFirst(settingProblems(settings));
}

double learningRateAt(const ScheduleSettings& settings, std::int64_t step, double fractionDone) {
    const double peak = settings.learningRate;
    if (step <= settings.warmupSteps)
        return peak * static_cast<double>(step) / static_cast<double>(settings.warmupSteps);
    if (settings.kind == ScheduleKind::constant)
        return peak;
    const double half =
        0.5 * (1.0 + std::cos(std::numbers::pi * std::clamp(fractionDone, 0.0, 1.0)));
    return peak * (settings.finalFraction + (1.0 - settings.finalFraction) * half);
}

} // namespace tempera
