// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/sampler_chain.h"

namespace tempera::ui {

/// Where a sampler's value stands on its slider: 0 at the left end, 1 at the right end, clamped.
/// Temperature (0.05 to 5) and k (1 to 1,000) are logarithmic, p and m (0 to 1) are linear.
double sliderFraction(const Sampler& sampler);
/// The valid value at a place on the slider, rounded to what a person would write.
double sliderValue(SamplerKind kind, double fraction);

} // namespace tempera::ui
