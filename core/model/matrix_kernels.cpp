// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/matrix_kernels.h"

#include <algorithm>

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/matrix_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;

/// Dot products of `rowCount` (at most 4) neighbouring rows with x. Several rows at a time keep as
/// many independent sums in flight and load x once for all of them.
template <std::size_t rowCount>
void dotRows(const float* row, std::size_t stride, std::size_t columns, const float* x, float* y) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    hn::Vec<FloatTag> sums[rowCount];
    for (auto& sum : sums)
        sum = hn::Zero(tag);
    std::size_t column = 0;
    for (; column + lanes <= columns; column += lanes) {
        const auto factor = hn::LoadU(tag, x + column);
        for (std::size_t r = 0; r < rowCount; ++r)
            sums[r] = hn::MulAdd(hn::LoadU(tag, row + r * stride + column), factor, sums[r]);
    }
    for (std::size_t r = 0; r < rowCount; ++r) {
        float sum = hn::GetLane(hn::SumOfLanes(tag, sums[r]));
        for (std::size_t rest = column; rest < columns; ++rest)
            sum += row[r * stride + rest] * x[rest];
        y[r] = sum;
    }
}

void matrixVectorKernel(const MatrixView& matrix, const float* x, float* y) {
    std::size_t row = 0;
    for (; row + 4 <= matrix.rows; row += 4)
        dotRows<4>(matrix.values + row * matrix.stride, matrix.stride, matrix.columns, x, y + row);
    for (; row < matrix.rows; ++row)
        dotRows<1>(matrix.values + row * matrix.stride, matrix.stride, matrix.columns, x, y + row);
}

void transposedMatrixVectorKernel(const MatrixView& matrix, const float* x, float* y) {
    const FloatTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::fill_n(y, matrix.columns, 0.0F);
    for (std::size_t row = 0; row < matrix.rows; ++row) {
        const float* values = matrix.values + row * matrix.stride;
        const auto factor = hn::Set(tag, x[row]);
        std::size_t column = 0;
        for (; column + lanes <= matrix.columns; column += lanes)
            hn::StoreU(
                hn::MulAdd(hn::LoadU(tag, values + column), factor, hn::LoadU(tag, y + column)),
                tag, y + column);
        for (; column < matrix.columns; ++column)
            y[column] += values[column] * x[row];
    }
}

} // namespace HWY_NAMESPACE
} // namespace tempera
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace tempera {

HWY_EXPORT(matrixVectorKernel);
HWY_EXPORT(transposedMatrixVectorKernel);

void matrixVector(const MatrixView& matrix, std::span<const float> x, std::span<float> y) {
    HWY_DYNAMIC_DISPATCH(matrixVectorKernel)(matrix, x.data(), y.data());
}

void transposedMatrixVector(const MatrixView& matrix, std::span<const float> x,
                            std::span<float> y) {
    HWY_DYNAMIC_DISPATCH(transposedMatrixVectorKernel)(matrix, x.data(), y.data());
}

} // namespace tempera
#endif
