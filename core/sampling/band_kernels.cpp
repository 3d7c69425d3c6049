// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/band_kernels.h"

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/sampling/band_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;

std::size_t countFromKernel(float threshold, const float* logits, std::size_t size) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto thresholds = hn::Set(tag, threshold);
    std::size_t count = 0;
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes)
        count += hn::CountTrue(tag, hn::Ge(hn::LoadU(tag, logits + i), thresholds));
    for (; i < size; ++i)
        count += logits[i] >= threshold ? 1 : 0;
    return count;
}

void tokensBetweenKernel(float low, float high, const float* logits, std::size_t size,
                         std::vector<TokenId>& tokens) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto lows = hn::Set(tag, low);
    const auto highs = hn::Set(tag, high);
    const auto lookAtEach = [&](std::size_t begin, std::size_t end) {
        for (std::size_t id = begin; id < end; ++id)
            if (logits[id] >= low && logits[id] < high)
                tokens.push_back(static_cast<TokenId>(id));
    };
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        const auto values = hn::LoadU(tag, logits + i);
        if (!hn::AllFalse(tag, hn::And(hn::Ge(values, lows), hn::Lt(values, highs))))
            lookAtEach(i, i + lanes);
    }
    lookAtEach(i, size);
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(countFromKernel);
HWY_EXPORT(tokensBetweenKernel);

std::size_t countFrom(float threshold, std::span<const float> logits) {
    return HWY_DYNAMIC_DISPATCH(countFromKernel)(threshold, logits.data(), logits.size());
}

std::vector<TokenId> tokensBetween(float low, float high, std::span<const float> logits) {
    std::vector<TokenId> tokens;
    HWY_DYNAMIC_DISPATCH(tokensBetweenKernel)(low, high, logits.data(), logits.size(), tokens);
    return tokens;
}

} // namespace tempera
#endif
