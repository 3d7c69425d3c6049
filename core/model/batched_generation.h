// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/model/weight_matrix.h"
#include "core/sampling/generation.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace tempera {

/// How many texts a thread writes side by side. With more the model gains little, and their logits
/// leave the second cache before they are sampled.
inline constexpr std::size_t textsAtOnce = 16;

/// Who writes, and with what.
struct BatchSettings {
    int threads = 1; ///< at least 1; each holds the state of up to textsAtOnce texts
    WeightPrecision precision = WeightPrecision::float32;
};

/// Writes many texts after one prompt, each to the bit as generate() writes it alone, whatever the
/// number of threads. `sink` gets the texts in their order, in the calling thread, as soon as all
/// before them are written. Throws what generate() throws, and what `sink` does.
void generateEach(const WeightSnapshot& weights, std::span<const TokenId> prompt,
                  std::span<const GenerationSettings> texts, const BatchSettings& settings,
                  const std::function<void(std::vector<GeneratedToken>)>& sink,
                  std::stop_token stop = {});

/// The same, collected.
std::vector<std::vector<GeneratedToken>> generateEach(const WeightSnapshot& weights,
                                                      std::span<const TokenId> prompt,
                                                      std::span<const GenerationSettings> texts,
                                                      const BatchSettings& settings);

} // namespace tempera
