// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"

#include <cstdint>

namespace tempera {

/// The weights before the first step, a function of configuration and seed alone.
///
/// `book` starts as Keras does: embeddings uniform in +-0.05, kernels Glorot-uniform with Keras's
/// fans (for an attention projection they come from its three-dimensional kernel: query, key and
/// value [W, heads, headWidth], output [heads, headWidth, W]).
/// `gpt` starts as GPT-2 does: normal with deviation 0.02, and the layers that write into the
/// residual stream scaled down by the square root of their number.
/// Biases are 0, layer norms scale by 1.
ModelWeights initialWeights(const ModelConfiguration& configuration, std::uint64_t seed);

} // namespace tempera
