// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_kernels.h"

#include <algorithm>

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/layer_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;

template <bool rectifies>
void addBiasTo(float* row, std::size_t width, const float* bias) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= width; i += lanes) {
        auto value = hn::Add(hn::LoadU(tag, row + i), hn::LoadU(tag, bias + i));
        if constexpr (rectifies)
            value = hn::Max(value, hn::Zero(tag));
        hn::StoreU(value, tag, row + i);
    }
    for (; i < width; ++i) {
        row[i] += bias[i];
        if constexpr (rectifies)
            row[i] = std::max(row[i], 0.0F);
    }
}

void addBiasKernel(float* values, std::size_t rows, std::size_t width, const float* bias) {
    for (std::size_t row = 0; row < rows; ++row)
        addBiasTo<false>(values + row * width, width, bias);
}

void addBiasAndRectifyKernel(float* values, std::size_t rows, std::size_t width,
                             const float* bias) {
    for (std::size_t row = 0; row < rows; ++row)
        addBiasTo<true>(values + row * width, width, bias);
}

void addRow(const float* row, std::size_t width, float* sum) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= width; i += lanes)
        hn::StoreU(hn::Add(hn::LoadU(tag, sum + i), hn::LoadU(tag, row + i)), tag, sum + i);
    for (; i < width; ++i)
        sum[i] += row[i];
}

void addRowSumsKernel(const float* values, std::size_t rows, std::size_t width, float* sum) {
    for (std::size_t row = 0; row < rows; ++row)
        addRow(values + row * width, width, sum);
}

void rectifyGradientOfRow(const float* gradient, const float* outputs, std::size_t width,
                          float* result, float* sum) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= width; i += lanes) {
        const auto passes = hn::Gt(hn::LoadU(tag, outputs + i), hn::Zero(tag));
        const auto value = hn::IfThenElseZero(passes, hn::LoadU(tag, gradient + i));
        hn::StoreU(value, tag, result + i);
        hn::StoreU(hn::Add(hn::LoadU(tag, sum + i), value), tag, sum + i);
    }
    for (; i < width; ++i) {
        result[i] = outputs[i] > 0.0F ? gradient[i] : 0.0F;
        sum[i] += result[i];
    }
}

void rectifyGradientKernel(const float* gradient, const float* outputs, std::size_t rows,
                           std::size_t width, float* result, float* sum) {
    for (std::size_t row = 0; row < rows; ++row)
        rectifyGradientOfRow(gradient + row * width, outputs + row * width, width,
                             result + row * width, sum);
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

} // namespace tempera
#endif
