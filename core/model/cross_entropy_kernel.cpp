// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/cross_entropy_kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/cross_entropy_kernel.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Adds the bias; the highest logit, NaN if one is not finite.
template <typename Float>
Float addBias(Float* row, const Float* bias, std::size_t size) {
    const hn::ScalableTag<Float> tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto highest = hn::Set(tag, std::numeric_limits<Float>::lowest());
    auto check = hn::Zero(tag); // x - x is 0 for every finite number and NaN for the others
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        auto logits = hn::LoadU(tag, row + i);
        if (bias != nullptr) {
            logits = hn::Add(logits, hn::LoadU(tag, bias + i));
            hn::StoreU(logits, tag, row + i);
        }
        highest = hn::Max(highest, logits);
        check = hn::Add(check, hn::Sub(logits, logits));
    }
    Float result = hn::GetLane(hn::MaxOfLanes(tag, highest));
    Float sum = hn::GetLane(hn::SumOfLanes(tag, check));
    for (; i < size; ++i) {
        if (bias != nullptr)
            row[i] += bias[i];
        result = std::max(result, row[i]);
        sum += row[i] - row[i];
    }
    return result + sum;
}

/// The sum of exp(logit - highest); with `stores` they take the logits' place. Meanwhile the next
/// row, which follows in memory, is fetched: this is the pass that computes more than it reads.
template <bool stores, typename Float>
Float exponentials(Float* row, std::size_t size, Float highest) {
    const hn::ScalableTag<Float> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto shift = hn::Set(tag, highest);
    auto even = hn::Zero(tag);
    auto odd = even;
    const auto one = [&](std::size_t begin, auto& sum) {
        hwy::Prefetch(row + size + begin);
        const auto weight = hn::Exp(tag, hn::Sub(hn::LoadU(tag, row + begin), shift));
        if constexpr (stores)
            hn::StoreU(weight, tag, row + begin);
        sum = hn::Add(sum, weight);
    };
    std::size_t i = 0;
    for (; i + 2 * lanes <= size; i += 2 * lanes) {
        one(i, even);
        one(i + lanes, odd);
    }
    Float sum = hn::GetLane(hn::SumOfLanes(tag, hn::Add(even, odd)));
    for (; i < size; ++i) {
        const Float weight = std::exp(row[i] - highest);
        if constexpr (stores)
            row[i] = weight;
        sum += weight;
    }
    return sum;
}

/// Also adds the result to `sum` where that is not null.
template <typename Float>
void scale(Float* row, std::size_t size, Float factor, Float* sum) {
    const hn::ScalableTag<Float> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto factors = hn::Set(tag, factor);
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        const auto scaled = hn::Mul(hn::LoadU(tag, row + i), factors);
        hn::StoreU(scaled, tag, row + i);
        if (sum != nullptr)
            hn::StoreU(hn::Add(hn::LoadU(tag, sum + i), scaled), tag, sum + i);
    }
    for (; i < size; ++i) {
        row[i] *= factor;
        if (sum != nullptr)
            sum[i] += row[i];
    }
}

template <typename Float>
double crossEntropy(Float* row, std::size_t size, std::size_t target, const OutputBias<Float>& bias,
                    const double* gradientScale) {
    const Float highest = addBias(row, bias.values, size);
    if (std::isnan(highest))
        return std::numeric_limits<double>::quiet_NaN();
    const double distance = static_cast<double>(highest) - static_cast<double>(row[target]);
    if (gradientScale == nullptr) {
        const Float sum = exponentials<false>(row, size, highest);
        return std::log(static_cast<double>(sum)) + distance;
    }
    const Float sum = exponentials<true>(row, size, highest);
    const auto factor = static_cast<Float>(*gradientScale);
    Float* const biasGradient = bias.values == nullptr ? nullptr : bias.gradient;
    scale(row, size, factor / sum, biasGradient);
    row[target] -= factor;
    if (biasGradient != nullptr)
        biasGradient[target] -= factor;
    return std::log(static_cast<double>(sum)) + distance;
}

double crossEntropyOfFloats(float* row, std::size_t size, std::size_t target,
                            const OutputBias<float>& bias, const double* gradientScale) {
    return crossEntropy(row, size, target, bias, gradientScale);
}

double crossEntropyOfDoubles(double* row, std::size_t size, std::size_t target,
                             const OutputBias<double>& bias, const double* gradientScale) {
    return crossEntropy(row, size, target, bias, gradientScale);
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(crossEntropyOfFloats);
HWY_EXPORT(crossEntropyOfDoubles);

double crossEntropyOfRow(float* row, std::size_t size, std::size_t target,
                         const OutputBias<float>& bias, const double* gradientScale) {
    return HWY_DYNAMIC_DISPATCH(crossEntropyOfFloats)(row, size, target, bias, gradientScale);
}

double crossEntropyOfRow(double* row, std::size_t size, std::size_t target,
                         const OutputBias<double>& bias, const double* gradientScale) {
    return HWY_DYNAMIC_DISPATCH(crossEntropyOfDoubles)(row, size, target, bias, gradientScale);
}

} // namespace tempera
#endif
