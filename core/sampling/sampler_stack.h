// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

#include <optional>
#include <string_view>
#include <vector>

namespace tempera {

/// A sampler that can be switched off without losing its value.
struct SamplerSlot {
    Sampler sampler;
    bool enabled = true;

    bool operator==(const SamplerSlot&) const = default;
};

/// What a person arranges: every kind of sampler once, in the order in which they act.
using SamplerStack = std::vector<SamplerSlot>;

/// Temperature 1, then top-k 40, top-p 0.95 and min-p 0.05 switched off.
SamplerStack defaultSamplerStack();

/// The samplers that are switched on.
SamplerChain activeChain(const SamplerStack& stack);

/// The stack's temperature as it acts: 1 where temperature is switched off.
double temperatureOf(const SamplerStack& stack);
/// The same stack at another temperature, switched on.
SamplerStack withTemperature(SamplerStack stack, double temperature);

/// Whose order the samplers act in.
enum class SamplerOrder {
    book,        ///< temperature alone: the others are switched off
    llamaCpp,    ///< top-k, top-p, min-p, temperature (llama.cpp's default order)
    huggingFace, ///< temperature, top-k, top-p, min-p (transformers' logits warpers)
};

/// The same samplers and values in that order; `book` switches all but temperature off.
SamplerStack arranged(const SamplerStack& stack, SamplerOrder order);
/// Temperature 1 and every other sampler off: the model's own distribution. Order and the other
/// values stay.
SamplerStack neutral(const SamplerStack& stack);
/// The name of the order that the stack has, or nothing where it is a person's own. Between `book`
/// and `huggingFace`, which put temperature first both, the switches decide.
std::optional<SamplerOrder> orderOf(const SamplerStack& stack);

} // namespace tempera
