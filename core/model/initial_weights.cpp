// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/initial_weights.h"

#include "core/system/keyed_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tempera {

namespace {

/// Random numbers for the weights of one tensor.
class TensorRandom {
public:
    TensorRandom(std::uint64_t seed, std::uint32_t tensor) : seed_(seed), tensor_(tensor) {}

    void fillUniform(std::vector<float>& values, double limit) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(limit * (2.0 * uniform(i) - 1.0));
    }

    /// Box-Muller: two uniforms a value.
    void fillNormal(std::vector<float>& values, double deviation) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(2 * i)));
            const double angle = 2.0 * std::numbers::pi * uniform(2 * i + 1);
            values[i] = static_cast<float>(deviation * radius * std::cos(angle));
        }
    }

private:
    double uniform(std::uint64_t index) const {
        return keyedUniform(seed_, RandomStream::initialization, tensor_, index);
    }

    std::uint64_t seed_;
    std::uint32_t tensor_;
};

/// Keras's Glorot limit sqrt(6 / (fanIn + fanOut)) of the kernel whose transpose is this weight.
double glorotLimit(const TensorShape& tensor, const ModelConfiguration& configuration) {
    const auto width = static_cast<double>(configuration.embeddingWidth);
    const auto heads = static_cast<double>(configuration.headCount);
    const auto headWidth = static_cast<double>(configuration.headWidth);
    const bool attention = tensor.name.find("_attention.") != std::string::npos;
    if (attention && tensor.name.ends_with(".output.weight"))
        return std::sqrt(6.0 / (heads * headWidth + heads * width));
    if (attention) // kernel [W, heads, headWidth]: Keras takes W as a receptive field
        return std::sqrt(6.0 / (width * heads + width * headWidth));
    return std::sqrt(6.0 / static_cast<double>(tensor.shape[0] + tensor.shape[1]));
}

double gptDeviation(const TensorShape& tensor, const ModelConfiguration& configuration) {
    const bool residual =
        tensor.name.starts_with("decoder.") && tensor.name.ends_with(".output.weight");
    const auto residualLayers = static_cast<double>(2 * configuration.layerCount);
    return residual ? 0.02 / std::sqrt(residualLayers) : 0.02;
}

void fill(NamedTensor& values, const TensorShape& tensor, const ModelConfiguration& configuration,
          TensorRandom random) {
    if (tensor.shape.size() == 1) {
        const bool scale = tensor.name.ends_with("norm.weight");
        std::ranges::fill(values.values, scale ? 1.0F : 0.0F);
    } else if (configuration.architecture == Architecture::gpt) {
        random.fillNormal(values.values, gptDeviation(tensor, configuration));
    } else if (tensor.name.ends_with("embedding.weight")) {
        random.fillUniform(values.values, 0.05);
    } else {
        random.fillUniform(values.values, glorotLimit(tensor, configuration));
    }
}

} // namespace

ModelWeights initialWeights(const ModelConfiguration& configuration, std::uint64_t seed) {
    validate(configuration);
    ModelWeights weights{configuration, {}};
    std::uint32_t number = 0;
    for (const auto& tensor : tensorShapes(configuration)) {
        auto& values = weights.tensors.emplace_back(NamedTensor{tensor.name, tensor.shape, {}});
        values.values.resize(static_cast<std::size_t>(elementCount(tensor.shape)));
        fill(values, tensor, configuration, TensorRandom(seed, number++));
    }
    return weights;
}

} // namespace tempera
