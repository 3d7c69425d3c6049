// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/optimizer_settings.h"

#include "core/system/error.h"

#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

void require(bool valid, const char* name, double value, const char* range) {
    if (!valid)
        throw SettingError(fmt::format("{} is {}; it must be {}", name, value, range));
}

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

void validate(const OptimizerSettings& settings) {
    const auto isDecay = [](double value) { return value >= 0.0 && value < 1.0; };
    require(isDecay(settings.rho), "rho", settings.rho, "at least 0 and below 1");
    require(isDecay(settings.beta1), "beta1", settings.beta1, "at least 0 and below 1");
    require(isDecay(settings.beta2), "beta2", settings.beta2, "at least 0 and below 1");
    require(settings.epsilon > 0.0 && settings.epsilon <= 1.0, "epsilon", settings.epsilon,
            "above 0 and at most 1");
    require(settings.weightDecay >= 0.0 && settings.weightDecay <= 10.0, "the weight decay",
            settings.weightDecay, "from 0 to 10");
    require(settings.clipNorm >= 0.0 && std::isfinite(settings.clipNorm),
            "the gradient's clip norm", settings.clipNorm, "0 (off) or a finite number above");
}

} // namespace tempera
