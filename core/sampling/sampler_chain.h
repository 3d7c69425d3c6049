// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// A step between the raw logits and the draw.
enum class SamplerKind {
    temperature, ///< divides the logits by T: 0 is greedy, infinity is uniform
    topK,        ///< keeps the k most probable tokens
    topP, ///< keeps the shortest ranking prefix whose probability reaches p, up to a relative
          ///< 1e-12 of rounding (nucleus; Holtzman et al., "The curious case of neural text
          ///< degeneration", 2020)
    minP, ///< keeps the tokens at least m times as probable as the first one
};

/// One step with its value: T in [0, infinity], a whole k >= 1, p in (0, 1], m in [0, 1].
struct Sampler {
    SamplerKind kind = SamplerKind::temperature;
    double value = 1.0;

    bool operator==(const Sampler&) const = default;
};

/// The steps in the order in which they act. The order matters: with logits [3, 2, 1], top-p 0.8
/// and T = 0.5, temperature first keeps {0}, temperature last keeps {0, 1}.
using SamplerChain = std::vector<Sampler>;

/// Names used in files and on the command line: "temperature", "top-k", "top-p", "min-p".
std::string_view samplerName(SamplerKind kind);
/// Throws SettingError that lists the valid names.
SamplerKind parseSamplerKind(std::string_view name);

/// Throws SettingError that names the sampler, its value and the valid range, also where one kind
/// stands twice.
void validate(const SamplerChain& chain);

/// The chain's temperature, 1 where it has none.
double temperatureOf(const SamplerChain& chain);
/// The same chain with another temperature, put in front where it has none.
SamplerChain withTemperature(SamplerChain chain, double temperature);

/// In words, as in "temperature 0.7, top-p 0.95".
std::string describe(const SamplerChain& chain);

} // namespace tempera
