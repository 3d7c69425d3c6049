// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/setting_problem.h"

#include <string_view>
#include <vector>

namespace tempera {

enum class OptimizerKind {
    /// v = rho v + (1 - rho) g^2; w -= lr g / sqrt(v + epsilon), epsilon inside the root as in
    /// Keras
    /// (https://keras.io/api/optimizers/rmsprop).
    rmsprop,
    /// Adam with decoupled weight decay (I. Loshchilov and F. Hutter, 2019), which acts on matrices
    /// and not on biases and layer norms.
    adamw,
};

/// Names used in files and on the command line: "rmsprop", "adamw".
std::string_view optimizerName(OptimizerKind kind);
/// Throws SettingError that lists the valid names.
OptimizerKind parseOptimizer(std::string_view name);

struct OptimizerSettings {
    OptimizerKind kind = OptimizerKind::rmsprop;
    double rho = 0.9;         ///< rmsprop, in [0, 1)
    double beta1 = 0.9;       ///< adamw, in [0, 1)
    double beta2 = 0.99;      ///< adamw, in [0, 1)
    double epsilon = 1e-7;    ///< above 0
    double weightDecay = 0.0; ///< adamw, at least 0
    /// The gradient is scaled down to this Euclidean norm over all weights; 0 leaves it alone.
    double clipNorm = 0.0;

    bool operator==(const OptimizerSettings&) const = default;
};

/// Every setting out of range.
std::vector<SettingProblem> settingProblems(const OptimizerSettings& settings);
/// Throws SettingError that names the first setting out of range.
void validate(const OptimizerSettings& settings);

} // namespace tempera
