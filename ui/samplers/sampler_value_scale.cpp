// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_value_scale.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

struct Range {
    double lowest, highest;
    bool logarithmic;
};

Range rangeOf(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::temperature:
        return {0.05, 5.0, true};
    case SamplerKind::topK:
        return {1.0, 1000.0, true};
    case SamplerKind::topP:
        return {0.01, 1.0, false};
    case SamplerKind::minP:
        break;
    }
    return {0.0, 1.0, false};
}

} // namespace

double sliderFraction(const Sampler& sampler) {
    const auto [lowest, highest, logarithmic] = rangeOf(sampler.kind);
    const double value = std::clamp(sampler.value, lowest, highest);
    return logarithmic ? std::log(value / lowest) / std::log(highest / lowest)
                       : (value - lowest) / (highest - lowest);
}

double sliderValue(SamplerKind kind, double fraction) {
    const auto [lowest, highest, logarithmic] = rangeOf(kind);
    const double value = logarithmic ? lowest * std::pow(highest / lowest, fraction)
                                     : lowest + fraction * (highest - lowest);
    if (kind == SamplerKind::topK)
        return std::clamp(std::round(value), lowest, highest);
    return std::clamp(std::round(value * 100.0) / 100.0, lowest, highest);
}

} // namespace tempera::ui
