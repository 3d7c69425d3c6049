// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tempera {

/// An output layer's bias; none where `values` is null.
template <typename Float>
struct OutputBias {
    const Float* values = nullptr;
    Float* gradient = nullptr; ///< added to where a gradient is made
};

/// The cross-entropy in nats of one row of an output layer against its target:
///
///     logsumexp(z) - z[target],   z = row + bias
///
/// Where `gradientScale` is not null, the gradient softmax(z) - onehot(target) times that scale
/// takes the row's place and is added to the bias's; otherwise what is left there means nothing.
/// NaN where a logit is not finite. The row is gone through while it is in the cache, with vector
/// instructions.
double crossEntropyOfRow(float* row, std::size_t size, std::size_t target,
                         const OutputBias<float>& bias, const double* gradientScale);
double crossEntropyOfRow(double* row, std::size_t size, std::size_t target,
                         const OutputBias<double>& bias, const double* gradientScale);

} // namespace tempera
