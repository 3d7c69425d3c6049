// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tempera {

// Updates of `count` weights from their gradient in one pass over memory, with vector instructions:
// operation by operation each would go through memory some twelve times. Formulas:
// core/model/optimizer_settings.h.

struct RmsPropFactors {
    float gradientScale = 1.0F; ///< multiplies the gradient
    float rho = 0.9F;
    float share = 0.1F; ///< 1 - rho
    float epsilon = 1e-7F;
    float learningRate = 0.0F;
};
void updateByRmsProp(float* weights, const float* gradient, float* velocity, std::size_t count,
                     const RmsPropFactors& factors);

struct AdamWFactors {
    float gradientScale = 1.0F; ///< multiplies the gradient
    float beta1 = 0.9F;
    float firstShare = 0.1F; ///< 1 - beta1
    float beta2 = 0.99F;
    float secondShare = 0.01F; ///< 1 - beta2
    float epsilon = 1e-8F;
    float secondCorrection = 1.0F; ///< 1 - beta2^step
    float stepSize = 0.0F;         ///< learning rate / (1 - beta1^step)
    float kept = 1.0F;             ///< 1 - learning rate * weight decay
};
void updateByAdamW(float* weights, const float* gradient, float* firstMoment, float* secondMoment,
                   std::size_t count, const AdamWFactors& factors);

} // namespace tempera
