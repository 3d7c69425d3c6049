// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_configuration.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// A named float32 array, row-major.
struct NamedTensor {
    std::string name;
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// The weights of a network at one moment, in the order of tensorShapes(configuration).
struct ModelWeights {
    ModelConfiguration configuration;
    std::vector<NamedTensor> tensors;

    /// Throws Error if there is no tensor of that name.
    const NamedTensor& tensor(std::string_view name) const;
};

/// What the trainer publishes and everything else reads, on whichever thread.
using WeightSnapshot = std::shared_ptr<const ModelWeights>;

/// Throws Error unless names, order, shapes and element counts are those that the configuration
/// asks for and every value is finite.
void validate(const ModelWeights& weights);

} // namespace tempera
