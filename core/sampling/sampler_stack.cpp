// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/sampler_stack.h"

#include <algorithm>
#include <array>

namespace tempera {

namespace {

using Kinds = std::array<SamplerKind, 4>;

constexpr Kinds temperatureFirst = {SamplerKind::temperature, SamplerKind::topK, SamplerKind::topP,
                                    SamplerKind::minP};
constexpr Kinds temperatureLast = {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP,
                                   SamplerKind::temperature};

const Kinds& kindsOf(SamplerOrder order) {
    return order == SamplerOrder::llamaCpp ? temperatureLast : temperatureFirst;
}

bool isTemperature(const SamplerSlot& slot) {
    return slot.sampler.kind == SamplerKind::temperature;
}

bool onlyTemperature(const SamplerStack& stack) {
    return std::ranges::none_of(
        stack, [](const SamplerSlot& slot) { return slot.enabled && !isTemperature(slot); });
}

SamplerStack withoutTruncation(SamplerStack stack) {
    for (SamplerSlot& slot : stack)
        slot.enabled = isTemperature(slot);
    return stack;
}

} // namespace

SamplerStack defaultSamplerStack() {
    return {{{SamplerKind::temperature, 1.0}, true},
            {{SamplerKind::topK, 40.0}, false},
            {{SamplerKind::topP, 0.95}, false},
            {{SamplerKind::minP, 0.05}, false}};
}

SamplerChain activeChain(const SamplerStack& stack) {
    SamplerChain chain;
    for (const SamplerSlot& slot : stack)
        if (slot.enabled)
            chain.push_back(slot.sampler);
    return chain;
}

double temperatureOf(const SamplerStack& stack) {
    return temperatureOf(activeChain(stack));
}

SamplerStack withTemperature(SamplerStack stack, double temperature) {
    const SamplerSlot slot{{SamplerKind::temperature, temperature}, true};
    const auto found = std::ranges::find_if(stack, isTemperature);
    if (found == stack.end())
        stack.insert(stack.begin(), slot);
    else
        *found = slot;
    return stack;
}

SamplerStack arranged(const SamplerStack& stack, SamplerOrder order) {
    SamplerStack result = stack;
    const Kinds& kinds = kindsOf(order);
    std::ranges::stable_sort(result, {}, [&kinds](const SamplerSlot& slot) {
        return std::ranges::find(kinds, slot.sampler.kind);
    });
    return order == SamplerOrder::book ? withoutTruncation(result) : result;
}

SamplerStack neutral(const SamplerStack& stack) {
    return withTemperature(withoutTruncation(stack), 1.0);
}

std::optional<SamplerOrder> orderOf(const SamplerStack& stack) {
    const auto hasOrder = [&stack](const Kinds& kinds) {
        return std::ranges::equal(stack, kinds, {},
                                  [](const SamplerSlot& slot) { return slot.sampler.kind; });
    };
    if (hasOrder(temperatureLast))
        return SamplerOrder::llamaCpp;
    if (!hasOrder(temperatureFirst))
        return std::nullopt;
    return onlyTemperature(stack) ? SamplerOrder::book : SamplerOrder::huggingFace;
}

} // namespace tempera
