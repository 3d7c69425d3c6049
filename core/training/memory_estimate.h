// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <cstdint>

namespace tempera {

/// The peak of resident memory, in bytes, that a training run is expected to reach: the program and
/// LibTorch, weights, optimizer state, a gradient for each of `threads`, one slice's activations,
/// one chunk's logits, a checkpoint being written, and `dataTokens` token ids. ARCHITECTURE.md
/// tells how well it fits.
std::uint64_t estimateTrainingMemory(const TrainingSettings& settings, std::uint64_t dataTokens,
                                     int threads);

/// Throws MemoryError with both numbers and the way out if the estimate exceeds what is available.
void requireMemory(const TrainingSettings& settings, std::uint64_t dataTokens, int threads);

} // namespace tempera
