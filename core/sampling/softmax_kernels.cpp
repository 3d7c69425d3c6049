// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/softmax_kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/sampling/softmax_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;
using DoubleTag = hn::ScalableTag<double>;
using HalfTag = hn::Rebind<float, DoubleTag>; ///< as many floats as there are doubles
using Doubles = hn::Vec<DoubleTag>;

/// exp(-708) is the last normal double.
constexpr double lowestExponent = -708.0;

/// Sums in flight, one per lane.
struct LaneSums {
    Doubles count;
    Doubles total;
    Doubles weighted;
};

LaneSums noSums() {
    const Doubles zero = hn::Zero(DoubleTag());
    return {zero, zero, zero};
}

/// Adds two independent sets of lanes up.
SoftmaxSums sumOf(const LaneSums& first, const LaneSums& second) {
    const DoubleTag tag;
    const auto sum = [tag](Doubles a, Doubles b) {
        return hn::GetLane(hn::SumOfLanes(tag, hn::Add(a, b)));
    };
    return {static_cast<std::size_t>(sum(first.count, second.count)),
            sum(first.total, second.total), sum(first.weighted, second.weighted)};
}

Doubles loadLogits(const float* logits) {
    return hn::PromoteTo(DoubleTag(), hn::LoadU(HalfTag(), logits));
}

/// w of `difference` = l - m.
Doubles weightOf(Doubles difference, Doubles inverseTemperature) {
    const DoubleTag tag;
    const auto lowest = hn::Set(tag, lowestExponent);
    const auto exponent = hn::Mul(difference, inverseTemperature);
    const auto weight = hn::Exp(tag, hn::Max(exponent, lowest));
    return hn::IfThenElseZero(hn::Ge(exponent, lowest), weight);
}

/// Calls `one(begin, sums)` for every whole vector of doubles, two in turn for independent sums.
/// Returns where the rest begins, which is shorter than a vector.
template <typename One>
std::size_t forEachVector(std::size_t size, LaneSums& even, LaneSums& odd, One one) {
    const std::size_t lanes = hn::Lanes(DoubleTag());
    std::size_t begin = 0;
    for (; begin + 2 * lanes <= size; begin += 2 * lanes) {
        one(begin, even);
        one(begin + lanes, odd);
    }
    if (begin + lanes <= size) {
        one(begin, even);
        begin += lanes;
    }
    return begin;
}

/// False if any logit is not finite; `range` is of no use then.
bool rangeKernel(const float* logits, std::size_t size, LogitRange& range) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto lowest = hn::Set(tag, logits[0]);
    auto highest = lowest;
    auto check = hn::Zero(tag); // x - x is 0 for every finite number and NaN for the others
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
        const auto values = hn::LoadU(tag, logits + i);
        lowest = hn::Min(lowest, values);
        highest = hn::Max(highest, values);
        check = hn::Add(check, hn::Sub(values, values));
    }
    range.lowest = hn::GetLane(hn::MinOfLanes(tag, lowest));
    range.highest = hn::GetLane(hn::MaxOfLanes(tag, highest));
    float sum = hn::GetLane(hn::SumOfLanes(tag, check));
    for (; i < size; ++i) {
        range.lowest = std::min(range.lowest, logits[i]);
        range.highest = std::max(range.highest, logits[i]);
        sum += logits[i] - logits[i];
    }
    return sum == 0.0F;
}

template <bool storesWeights>
SoftmaxSums softmaxOver(const float* logits, std::size_t size, double maximum, double inverse,
                        double* weights) {
    const DoubleTag tag;
    const auto maxima = hn::Set(tag, maximum);
    const auto inverses = hn::Set(tag, inverse);
    LaneSums even = noSums();
    LaneSums odd = noSums();
    const auto one = [&](std::size_t begin, LaneSums& sums) {
        const auto difference = hn::Sub(loadLogits(logits + begin), maxima);
        const auto weight = weightOf(difference, inverses);
        if constexpr (storesWeights)
            hn::StoreU(weight, tag, weights + begin);
        sums.total = hn::Add(sums.total, weight);
        sums.weighted = hn::MulAdd(weight, difference, sums.weighted);
    };
    const std::size_t rest = forEachVector(size, even, odd, one);
    SoftmaxSums sums = sumOf(even, odd);
    for (std::size_t i = rest; i < size; ++i) {
        const double difference = logits[i] - maximum;
        const double weight =
            hn::GetLane(weightOf(hn::Set(tag, difference), inverses)); // as in a whole vector
        if constexpr (storesWeights)
            weights[i] = weight;
        sums.total += weight;
        sums.weighted += weight * difference;
    }
    sums.count = size;
    return sums;
}

SoftmaxSums softmaxSumsKernel(const float* logits, std::size_t size, double maximum,
                              double inverse) {
    return softmaxOver<false>(logits, size, maximum, inverse, nullptr);
}

SoftmaxSums softmaxWeightsKernel(const float* logits, std::size_t size, double maximum,
                                 double inverse, double* weights) {
    return softmaxOver<true>(logits, size, maximum, inverse, weights);
}

SoftmaxSums sumsFromKernel(double threshold, const float* logits, std::size_t size, double maximum,
                           const double* weights) {
    const DoubleTag tag;
    const auto thresholds = hn::Set(tag, threshold);
    const auto maxima = hn::Set(tag, maximum);
    const auto ones = hn::Set(tag, 1.0);
    LaneSums even = noSums();
    LaneSums odd = noSums();
    const auto one = [&](std::size_t begin, LaneSums& sums) {
        const auto values = loadLogits(logits + begin);
        const auto counts = hn::Ge(values, thresholds);
        const auto weight = hn::IfThenElseZero(counts, hn::LoadU(tag, weights + begin));
        sums.count = hn::Add(sums.count, hn::IfThenElseZero(counts, ones));
        sums.total = hn::Add(sums.total, weight);
        sums.weighted = hn::MulAdd(weight, hn::Sub(values, maxima), sums.weighted);
    };
    const std::size_t rest = forEachVector(size, even, odd, one);
    SoftmaxSums sums = sumOf(even, odd);
    for (std::size_t i = rest; i < size; ++i) {
        if (logits[i] < threshold)
            continue;
        ++sums.count;
        sums.total += weights[i];
        sums.weighted += weights[i] * (logits[i] - maximum);
    }
    return sums;
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(rangeKernel);
HWY_EXPORT(softmaxSumsKernel);
HWY_EXPORT(softmaxWeightsKernel);
HWY_EXPORT(sumsFromKernel);

namespace {

/// Finite even where 1 / T is not, so that 0 times it is 0: the maximum's weight is always 1.
double inverseOf(double temperature) {
    return std::min(1.0 / temperature, std::numeric_limits<double>::max());
}

} // namespace

double entropyBits(const SoftmaxSums& sums, double temperature) {
    // With x = (l - m) / T and w = exp(x): H = ln Z - sum(w x) / Z, in nats.
    const double nats = std::log(sums.total) - sums.weighted / temperature / sums.total;
    return std::max(0.0, nats * std::numbers::log2e);
}

std::optional<LogitRange> finiteRange(std::span<const float> logits) {
    LogitRange range;
    const bool finite =
        !logits.empty() && HWY_DYNAMIC_DISPATCH(rangeKernel)(logits.data(), logits.size(), range);
    return finite ? std::optional(range) : std::nullopt;
}

SoftmaxSums softmaxSums(std::span<const float> logits, float maximum, double temperature) {
    return HWY_DYNAMIC_DISPATCH(softmaxSumsKernel)(logits.data(), logits.size(), maximum,
                                                   inverseOf(temperature));
}

SoftmaxSums softmaxWeights(std::span<const float> logits, float maximum, double temperature,
                           std::span<double> weights) {
    return HWY_DYNAMIC_DISPATCH(softmaxWeightsKernel)(logits.data(), logits.size(), maximum,
                                                      inverseOf(temperature), weights.data());
}

SoftmaxSums sumsFrom(float threshold, std::span<const float> logits, float maximum,
                     std::span<const double> weights) {
    return HWY_DYNAMIC_DISPATCH(sumsFromKernel)(threshold, logits.data(), logits.size(), maximum,
                                                weights.data());
}

} // namespace tempera
#endif
