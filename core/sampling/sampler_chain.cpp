// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/sampler_chain.h"

#include "core/system/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

struct SamplerDescription {
    SamplerKind kind;
    std::string_view name;
    std::string_view range;
};
constexpr std::array descriptions{
    SamplerDescription{SamplerKind::temperature, "temperature",
                       "a number from 0 (greedy) to inf (uniform)"},
    SamplerDescription{SamplerKind::topK, "top-k", "a whole number of at least 1"},
    SamplerDescription{SamplerKind::topP, "top-p", "above 0 and at most 1"},
    SamplerDescription{SamplerKind::minP, "min-p", "from 0 to 1"},
};

const SamplerDescription& descriptionOf(SamplerKind kind) {
    return *std::find_if(descriptions.begin(), descriptions.end(),
                         [kind](const auto& entry) { return entry.kind == kind; });
}

bool isInRange(const Sampler& sampler) {
    switch (sampler.kind) {
    case SamplerKind::temperature:
        return sampler.value >= 0.0;
    case SamplerKind::topK:
        return sampler.value >= 1.0 && sampler.value <= 1e9 &&
               sampler.value == std::floor(sampler.value);
    case SamplerKind::topP:
        return sampler.value > 0.0 && sampler.value <= 1.0;
    case SamplerKind::minP:
        return sampler.value >= 0.0 && sampler.value <= 1.0;
    }
    return false;
}

auto findTemperature(auto& chain) {
    return std::find_if(chain.begin(), chain.end(), [](const Sampler& sampler) {
        return sampler.kind == SamplerKind::temperature;
    });
}

} // namespace

std::string_view samplerName(SamplerKind kind) {
    return descriptionOf(kind).name;
}

SamplerKind parseSamplerKind(std::string_view name) {
    for (const auto& entry : descriptions)
        if (entry.name == name)
            return entry.kind;
    throw SettingError(
        fmt::format("unknown sampler '{}': choose from temperature, top-k, top-p, min-p", name));
}

void validate(const SamplerChain& chain) {
    for (auto sampler = chain.begin(); sampler != chain.end(); ++sampler) {
        const auto& description = descriptionOf(sampler->kind);
        if (!isInRange(*sampler))
            throw SettingError(fmt::format("{} is {}; it must be {}", description.name,
                                           sampler->value, description.range));
        if (std::any_of(chain.begin(), sampler,
                        [&](const Sampler& earlier) { return earlier.kind == sampler->kind; }))
            throw SettingError(
                fmt::format("{} stands twice in the chain of samplers", description.name));
    }
}

double temperatureOf(const SamplerChain& chain) {
    const auto found = findTemperature(chain);
    return found == chain.end() ? 1.0 : found->value;
}

SamplerChain withTemperature(SamplerChain chain, double temperature) {
    const auto found = findTemperature(chain);
    if (found == chain.end())
        chain.insert(chain.begin(), {SamplerKind::temperature, temperature});
    else
        found->value = temperature;
    return chain;
}

std::string describe(const SamplerChain& chain) {
    std::string text;
    for (const auto& sampler : chain)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", samplerName(sampler.kind),
                            sampler.value);
    return text.empty() ? "no samplers" : text;
}

} // namespace tempera
