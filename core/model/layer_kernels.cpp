// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_kernels.h"

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/layer_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;

/// Calls step(tag, column) for whole vectors, then for the numbers that are left one by one.
template <typename Step>
void forColumns(std::size_t width, Step step) {
    const FloatTag vector;
    const hn::CappedTag<float, 1> single;
    const std::size_t lanes = hn::Lanes(vector);
    std::size_t i = 0;
    for (; i + lanes <= width; i += lanes)
        step(vector, i);
    for (; i < width; ++i)
        step(single, i);
}

template <bool rectifies>
void addBiasToRows(float* values, std::size_t rows, std::size_t width, const float* bias) {
    for (std::size_t begin = 0; begin < rows * width; begin += width)
        forColumns(width, [&](auto tag, std::size_t column) {
            float* const value = values + begin + column;
            auto sum = hn::Add(hn::LoadU(tag, value), hn::LoadU(tag, bias + column));
            if constexpr (rectifies)
                sum = hn::Max(sum, hn::Zero(tag));
            hn::StoreU(sum, tag, value);
        });
}

void addBiasKernel(float* values, std::size_t rows, std::size_t width, const float* bias) {
    addBiasToRows<false>(values, rows, width, bias);
}

void addBiasAndRectifyKernel(float* values, std::size_t rows, std::size_t width,
                             const float* bias) {
    addBiasToRows<true>(values, rows, width, bias);
}

void addRowSumsKernel(const float* values, std::size_t rows, std::size_t width, float* sum) {
    for (std::size_t begin = 0; begin < rows * width; begin += width)
        forColumns(width, [&](auto tag, std::size_t column) {
            const auto value = hn::LoadU(tag, values + begin + column);
            hn::StoreU(hn::Add(hn::LoadU(tag, sum + column), value), tag, sum + column);
        });
}

void rectifyGradientKernel(const float* gradient, const float* outputs, std::size_t rows,
                           std::size_t width, float* result, float* sum) {
    for (std::size_t begin = 0; begin < rows * width; begin += width)
        forColumns(width, [&](auto tag, std::size_t column) {
            const std::size_t i = begin + column;
            const auto passes = hn::Gt(hn::LoadU(tag, outputs + i), hn::Zero(tag));
            const auto value = hn::IfThenElseZero(passes, hn::LoadU(tag, gradient + i));
            hn::StoreU(value, tag, result + i);
            hn::StoreU(hn::Add(hn::LoadU(tag, sum + column), value), tag, sum + column);
        });
}

/// The normal distribution at x: Phi(x), and its density times sqrt(2 pi).
template <typename Tag>
struct Normal {
    hn::Vec<Tag> cumulative;
    hn::Vec<Tag> bell;
};

/// Phi(x) = 1 - t (a1 + t (a2 + ...)) exp(-x^2 / 2) / 2 for x >= 0, t = 1 / (1 + p x / sqrt(2)):
/// the error function's approximation of M. Abramowitz and I. A. Stegun, 7.1.26.
template <typename Tag>
Normal<Tag> normal(Tag tag, hn::Vec<Tag> x) {
    constexpr float p = 0.3275911F * 0.70710678F;
    const auto one = hn::Set(tag, 1.0F);
    const auto t = hn::Div(one, hn::MulAdd(hn::Abs(x), hn::Set(tag, p), one));
    auto series = hn::Set(tag, 1.061405429F);
    for (const float coefficient : {-1.453152027F, 1.421413741F, -0.284496736F, 0.254829592F})
        series = hn::MulAdd(series, t, hn::Set(tag, coefficient));
    const auto bell = hn::Exp(tag, hn::Mul(hn::Mul(x, x), hn::Set(tag, -0.5F)));
    const auto tail = hn::Mul(hn::Mul(hn::Mul(series, t), bell), hn::Set(tag, 0.5F));
    const auto isNegative = hn::Lt(x, hn::Zero(tag));
    return {hn::IfThenElse(isNegative, tail, hn::Sub(one, tail)), bell};
}

template <typename Tag>
void geluStep(Tag tag, float* value, const float* bias, float* output) {
    const auto x = hn::Add(hn::LoadU(tag, value), hn::LoadU(tag, bias));
    hn::StoreU(x, tag, value);
    hn::StoreU(hn::Mul(x, normal(tag, x).cumulative), tag, output);
}

template <typename Tag>
void geluGradientStep(Tag tag, const float* gradient, const float* value, float* result,
                      float* sum) {
    constexpr float inverseRootOfTwoPi = 0.39894228F;
    const auto x = hn::LoadU(tag, value);
    const Normal<Tag> at = normal(tag, x);
    const auto density = hn::Mul(at.bell, hn::Set(tag, inverseRootOfTwoPi));
    const auto slope = hn::MulAdd(x, density, at.cumulative);
    const auto product = hn::Mul(hn::LoadU(tag, gradient), slope);
    hn::StoreU(product, tag, result);
    hn::StoreU(hn::Add(hn::LoadU(tag, sum), product), tag, sum);
}

void addBiasAndGeluKernel(float* values, std::size_t rows, std::size_t width, const float* bias,
                          float* outputs) {
    for (std::size_t begin = 0; begin < rows * width; begin += width)
        forColumns(width, [&](auto tag, std::size_t column) {
            const std::size_t i = begin + column;
            geluStep(tag, values + i, bias + column, outputs + i);
        });
}

void geluGradientKernel(const float* gradient, const float* values, std::size_t rows,
                        std::size_t width, float* result, float* sum) {
    for (std::size_t begin = 0; begin < rows * width; begin += width)
        forColumns(width, [&](auto tag, std::size_t column) {
            const std::size_t i = begin + column;
            geluGradientStep(tag, gradient + i, values + i, result + i, sum + column);
        });
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(addBiasKernel);
HWY_EXPORT(addBiasAndRectifyKernel);
HWY_EXPORT(addRowSumsKernel);
HWY_EXPORT(rectifyGradientKernel);
HWY_EXPORT(addBiasAndGeluKernel);
HWY_EXPORT(geluGradientKernel);

void addBias(float* values, std::size_t rows, std::size_t width, const float* bias) {
    HWY_DYNAMIC_DISPATCH(addBiasKernel)(values, rows, width, bias);
}

void addBiasAndRectify(float* values, std::size_t rows, std::size_t width, const float* bias) {
    HWY_DYNAMIC_DISPATCH(addBiasAndRectifyKernel)(values, rows, width, bias);
}

void addRowSums(const float* values, std::size_t rows, std::size_t width, float* sum) {
    HWY_DYNAMIC_DISPATCH(addRowSumsKernel)(values, rows, width, sum);
}

void rectifyGradient(const float* gradient, const float* outputs, std::size_t rows,
                     std::size_t width, float* result, float* sum) {
    HWY_DYNAMIC_DISPATCH(rectifyGradientKernel)(gradient, outputs, rows, width, result, sum);
}

void addBiasAndGelu(float* values, std::size_t rows, std::size_t width, const float* bias,
                    float* outputs) {
    HWY_DYNAMIC_DISPATCH(addBiasAndGeluKernel)(values, rows, width, bias, outputs);
}

void geluGradient(const float* gradient, const float* values, std::size_t rows, std::size_t width,
                  float* result, float* sum) {
    HWY_DYNAMIC_DISPATCH(geluGradientKernel)(gradient, values, rows, width, result, sum);
}

} // namespace tempera
#endif
