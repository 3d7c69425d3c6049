// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace tempera {

// One pass each over a vocabulary's raw logits, computed in double with the widest vector
// instructions of the processor (chosen at run time by Highway).
//
// Every token has the weight w = exp((l - m) / T) relative to the maximum logit m. A weight below
// the smallest normal double counts as 0: whether the processor keeps denormal numbers or flushes
// them is a thread's own setting, and a text must not depend on it.

/// Sums over tokens.
struct SoftmaxSums {
    std::size_t count = 0;
    double total = 0.0;    ///< of the weights
    double weighted = 0.0; ///< of w (l - m)
};

/// The entropy of the distribution that has these sums: -sum p log2 p, in bits.
double entropyBits(const SoftmaxSums& sums, double temperature);

struct LogitRange {
    float lowest = 0.0F;
    float highest = 0.0F;
};
/// Nothing where there are no logits or one of them is NaN or infinite.
std::optional<LogitRange> finiteRange(std::span<const float> logits);

/// Over all tokens at a temperature above 0 (infinity included).
SoftmaxSums softmaxSums(std::span<const float> logits, float maximum, double temperature);

/// The same; also stores the weights [V] by id.
SoftmaxSums softmaxWeights(std::span<const float> logits, float maximum, double temperature,
                           std::span<double> weights);

/// Over the tokens whose logit is at least `threshold`, from weights that are known [V].
SoftmaxSums sumsFrom(float threshold, std::span<const float> logits, float maximum,
                     std::span<const double> weights);

} // namespace tempera
