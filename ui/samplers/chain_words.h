// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/distribution.h"
#include "core/sampling/sampler_stack.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// As shown to people: "temperature", "top-k", "top-p", "min-p".
QString samplerTitle(SamplerKind kind);
/// A sampler's value as shown: "0.70", "40", "0.95".
QString samplerValueText(const Sampler& sampler);

/// What acts between logits and draw, in order: "temperature 0.70 → top-p 0.95 → draw".
QString chainInWords(const SamplerStack& stack);

/// What the order of the samplers means for this stack, in a sentence.
QString orderInWords(const SamplerStack& stack);

/// Where a truncating sampler leaves one token, so that temperature can't act: a sentence that says
/// so; empty otherwise. `effects` are those of the samplers that are switched on, in order.
QString lonelyTokenWarning(const std::vector<SamplerEffect>& effects);

} // namespace tempera::ui
