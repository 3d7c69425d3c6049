// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/optimizer_settings.h"

#include "core/system/error.h"

#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

/// A setting's value beside what it must be.
struct Requirement {
    bool met;
    std::string_view field;
    const char* name;
    double value;
    const char* range;
};

} // namespace

std::string_view optimizerName(OptimizerKind kind) {
    return kind == OptimizerKind::rmsprop ? "rmsprop" : "adamw";
}

OptimizerKind parseOptimizer(std::string_view name) {
    for (const OptimizerKind kind : {OptimizerKind::rmsprop, OptimizerKind::adamw})
        if (optimizerName(kind) == name)
            return kind;
    throw SettingError(fmt::format("unknown optimizer '{}': choose rmsprop or adamw", name));
}

std::vector<SettingProblem> settingProblems(const OptimizerSettings& settings) {
    const auto isDecay = [](double value) { return value >= 0.0 && value < 1.0; };
    constexpr const char* decayRange = "at least 0 and below 1";
    const Requirement requirements[] = {
        {isDecay(settings.rho), "optimizer.rho", "rho", settings.rho, decayRange},
        {isDecay(settings.beta1), "optimizer.beta1", "beta1", settings.beta1, decayRange},
        {isDecay(settings.beta2), "optimizer.beta2", "beta2", settings.beta2, decayRange},
        {settings.epsilon > 0.0 && settings.epsilon <= 1.0, "optimizer.epsilon", "epsilon",
         settings.epsilon, "above 0 and at most 1"},
        {settings.weightDecay >= 0.0 && settings.weightDecay <= 10.0, "optimizer.weight_decay",
         "the weight decay", settings.weightDecay, "from 0 to 10"},
        {settings.clipNorm >= 0.0 && std::isfinite(settings.clipNorm), "optimizer.clip_norm",
         "the gradient's clip norm", settings.clipNorm, "0 (off) or a finite number above"},
    };
    std::vector<SettingProblem> problems;
    for (const auto& [met, field, name, value, range] : requirements)
        if (!met)
            problems.push_back({field, fmt::format("{} is {}; it must be {}", name, value, range)});
    return problems;
}

void validate(const OptimizerSettings& settings) {
    throwFirst(settingProblems(settings));
}

} // namespace tempera
