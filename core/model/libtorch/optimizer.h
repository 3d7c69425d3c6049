// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/model/optimizer_settings.h"

#include <memory>
#include <string>
#include <torch/torch.h>
#include <vector>

namespace tempera {

/// One weight with its name.
struct NamedParameter {
    std::string name;
    torch::Tensor tensor;
};

/// Updates weights from their gradients. Written here because Keras's RMSprop has its epsilon
/// inside the root, which torch::optim's has not, and because the state has to be read and restored
/// by name for checkpoints.
class Optimizer {
public:
    virtual ~Optimizer() = default;
    /// Uses and keeps the parameters' gradients; `gradientScale` multiplies them (clipping).
    virtual void update(const OptimizerStep& step, double gradientScale) = 0;
    /// As LanguageModel::optimizerState() describes it; shares memory with the optimizer.
    virtual std::vector<NamedParameter> state() const = 0;
};

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerSettings& settings,
                                         std::vector<NamedParameter> parameters);

} // namespace tempera
