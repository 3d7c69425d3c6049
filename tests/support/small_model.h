// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"

#include <cstdint>

namespace tempera {

/// A network of a few dozen weights: 5 words, width 3.
inline ModelConfiguration smallConfiguration(Architecture architecture) {
    ModelConfiguration configuration;
    configuration.architecture = architecture;
    configuration.vocabularySize = 5;
    configuration.contextLength = 4;
    configuration.embeddingWidth = 3;
    configuration.headCount = 1;
    configuration.headWidth = 2;
    configuration.hiddenWidth = 2;
    configuration.tiedEmbeddings = architecture == Architecture::gpt;
    return configuration;
}

/// Weights that fit: every one of another value, exact in float32.
inline ModelWeights smallWeights(const ModelConfiguration& configuration) {
    ModelWeights weights{configuration, {}};
    float next = -2.0F;
    for (const TensorShape& shape : tensorShapes(configuration)) {
        NamedTensor tensor{shape.name, shape.shape, {}};
        for (std::int64_t index = 0; index < elementCount(shape.shape); ++index)
            tensor.values.push_back(next += 0.03125F);
        weights.tensors.push_back(tensor);
    }
    return weights;
}

} // namespace tempera
