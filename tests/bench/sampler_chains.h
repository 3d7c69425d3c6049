// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <utility>
#include <vector>

namespace tempera::bench {

inline Sampler temperature(double value) {
    return {SamplerKind::temperature, value};
}

inline const std::vector<std::pair<const char*, SamplerChain>> chains{
    {"T 0.7", {temperature(0.7)}},
    {"T 1", {temperature(1.0)}},
    {"T 0.05", {temperature(0.05)}},
    {"T 5", {temperature(5.0)}},
    {"top-k 40, T 0.7", {{SamplerKind::topK, 40}, temperature(0.7)}},
    {"T 0.7, top-p 0.95", {temperature(0.7), {SamplerKind::topP, 0.95}}},
    {"T 5, top-p 0.95", {temperature(5.0), {SamplerKind::topP, 0.95}}},
    {"T 5, min-p 0.05", {temperature(5.0), {SamplerKind::minP, 0.05}}},
    {"top-k 4000, top-p 0.95, min-p 0.05, T 1.5",
     {{SamplerKind::topK, 4000},
      {SamplerKind::topP, 0.95},
      {SamplerKind::minP, 0.05},
      temperature(1.5)}},
};

} // namespace tempera::bench
