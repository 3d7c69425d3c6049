// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tempera {

/// The cross-entropy in nats of one row of an output layer against its target:
///
///     logsumexp(z) - z[target],   z = row + bias
///
/// `bias` may be null. Where `makesGradient`, softmax(z) - onehot(target) takes the row's place;
/// otherwise what is left there means nothing. NaN where a logit is not finite. The row is gone
/// through while it is in the cache, with vector instructions.
double crossEntropyOfRow(float* row, const float* bias, std::size_t size, std::size_t target,
                         bool makesGradient);
double crossEntropyOfRow(double* row, const double* bias, std::size_t size, std::size_t target,
                         bool makesGradient);

} // namespace tempera
