// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/matrix_kernels.h"

#include <algorithm>
#include <bit>

// Highway compiles the rest of this file once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/model/matrix_kernels.cpp"
#include <hwy/cache_control.h>
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace tempera {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using FloatTag = hn::ScalableTag<float>;

/// The rows of the matrix that are multiplied together.
constexpr std::size_t blockRows = 4;
/// The rows of x that are multiplied with them at once: as many sums as the registers hold beside
/// the factors (AVX-512 and its like have 32 registers, the others 16).
constexpr std::size_t blockWidth = HWY_MAX_BYTES >= 64 ? 6 : 3;

/// The first `count` values, fewer than a register's, and zeros.
HWY_INLINE hn::Vec<FloatTag> loadRest(const float* values, std::size_t count) {
    const FloatTag tag;
#if HWY_MEM_OPS_MIGHT_FAULT
    HWY_ALIGN float padded[hn::MaxLanes(tag)] = {};
    std::copy_n(values, count, padded);
    return hn::Load(tag, padded);
#else
    return hn::MaskedLoad(hn::FirstN(tag, count), tag, values);
#endif
}

HWY_INLINE hn::Vec<FloatTag> loadValues(const float* values) {
    return hn::LoadU(FloatTag(), values);
}

HWY_INLINE hn::Vec<FloatTag> loadValues(const Bfloat16* values) {
    const FloatTag tag;
    const hn::RebindToUnsigned<FloatTag> wide;
    const hn::Rebind<std::uint16_t, FloatTag> narrow;
    // A struct of one member is where its member is.
    const auto bits = hn::LoadU(narrow, &values->bits);
    return hn::BitCast(tag, hn::ShiftLeft<16>(hn::PromoteTo(wide, bits)));
}

HWY_INLINE hn::Vec<FloatTag> loadRest(const Bfloat16* values, std::size_t count) {
    Bfloat16 padded[hn::MaxLanes(FloatTag())] = {};
    std::copy_n(values, count, padded);
    return loadValues(padded);
}

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE void storeSumsOfLanes(const hn::Vec<FloatTag> (&v)[blockRows], float* sums) {
    for (std::size_t row = 0; row < blockRows; ++row)
        sums[row] = hn::GetLane(v[row]);
}
#else
/// The sum of a register's blocks of 4.
template <class Tag>
HWY_INLINE auto sumOfBlocks(Tag tag, hn::Vec<Tag> values) {
    if constexpr (hn::MaxLanes(tag) == 4) {
        return values;
    } else {
        const hn::Half<Tag> half;
        return sumOfBlocks(half, hn::Add(hn::LowerHalf(half, values), hn::UpperHalf(half, values)));
    }
}

/// The sums of the lanes of four registers, side by side: in fewer steps than one after the other.
HWY_INLINE void storeSumsOfLanes(const hn::Vec<FloatTag> (&v)[blockRows], float* sums) {
    const FloatTag tag;
    const auto even = hn::Add(hn::InterleaveLower(tag, v[0], v[2]), //
                              hn::InterleaveUpper(tag, v[0], v[2]));
    const auto odd = hn::Add(hn::InterleaveLower(tag, v[1], v[3]), //
                             hn::InterleaveUpper(tag, v[1], v[3]));
    const auto all = hn::Add(hn::InterleaveLower(tag, even, odd), //
                             hn::InterleaveUpper(tag, even, odd));
    const hn::FixedTag<float, blockRows> four;
    hn::StoreU(sumOfBlocks(tag, all), four, sums);
}
#endif

template <std::size_t rowCount>
HWY_INLINE void storeProducts(const hn::Vec<FloatTag> (&sums)[blockRows], float* y) {
    if constexpr (rowCount == blockRows) {
        storeSumsOfLanes(sums, y);
    } else {
        float products[blockRows];
        storeSumsOfLanes(sums, products);
        std::copy_n(products, rowCount, y);
    }
}

/// `rowCount` neighbouring rows of the matrix from `row` on times `width` neighbouring rows of x.
/// Each product is a sum of its own over a register's lanes, added up in the same order whatever
/// the block's size. Loops of known length are unrolled to keep the sums in registers.
template <std::size_t rowCount, std::size_t width, typename Value>
HWY_INLINE void multiplyBlock(const MatrixOf<Value>& matrix, std::size_t row, const float* x,
                              float* y) {
    const FloatTag tag;
    const Value* const weights = matrix.values + row * matrix.stride;
    hn::Vec<FloatTag> sums[width][blockRows];
    HWY_UNROLL(6)
    for (std::size_t i = 0; i < width; ++i) {
        HWY_UNROLL(6)
        for (std::size_t r = 0; r < blockRows; ++r)
            sums[i][r] = hn::Zero(tag);
    }
    const auto addProducts = [&](auto load, std::size_t column) HWY_ATTR {
        hn::Vec<FloatTag> factors[width];
        HWY_UNROLL(6)
        for (std::size_t i = 0; i < width; ++i)
            factors[i] = load(x + i * matrix.columns + column);
        HWY_UNROLL(6)
        for (std::size_t r = 0; r < rowCount; ++r) {
            const auto weight = load(weights + r * matrix.stride + column);
            // What is multiplied next comes from memory, while this is multiplied.
            hwy::Prefetch(weights + (r + blockRows) * matrix.stride + column);
            HWY_UNROLL(6)
            for (std::size_t i = 0; i < width; ++i)
                sums[i][r] = hn::MulAdd(weight, factors[i], sums[i][r]);
        }
    };
    std::size_t column = 0;
    for (; column + hn::Lanes(tag) <= matrix.columns; column += hn::Lanes(tag))
        addProducts([&](const auto* values) HWY_ATTR { return loadValues(values); }, column);
    if (const std::size_t rest = matrix.columns - column; rest != 0)
        addProducts([&](const auto* values) HWY_ATTR { return loadRest(values, rest); }, column);
    HWY_UNROLL(6)
    for (std::size_t i = 0; i < width; ++i)
        storeProducts<rowCount>(sums[i], y + i * matrix.rows + row);
}

/// The same for a `count` of at most `most` rows of x.
template <std::size_t rowCount, std::size_t most = blockWidth, typename Value>
HWY_INLINE void multiplySome(const MatrixOf<Value>& matrix, std::size_t row, std::size_t count,
                             const float* x, float* y) {
    if constexpr (most > 1) {
        if (count < most)
            return multiplySome<rowCount, most - 1>(matrix, row, count, x, y);
    }
    multiplyBlock<rowCount, most>(matrix, row, x, y);
}

/// The same for any number of rows of x, in blocks of about the same size: small ones are slow.
template <std::size_t rowCount, typename Value>
void multiplyRows(const MatrixOf<Value>& matrix, std::size_t row, const float* x, std::size_t count,
                  float* y) {
    for (std::size_t blocks = (count + blockWidth - 1) / blockWidth; blocks > 0; --blocks) {
        const std::size_t some = (count + blocks - 1) / blocks;
        multiplySome<rowCount>(matrix, row, some, x, y);
        count -= some;
        x += some * matrix.columns;
        y += some * matrix.rows;
    }
}

template <typename Value>
void multiply(const MatrixOf<Value>& matrix, const float* x, std::size_t count, float* y) {
    std::size_t row = 0;
    for (; row + blockRows <= matrix.rows; row += blockRows)
        multiplyRows<blockRows>(matrix, row, x, count, y);
    for (; row < matrix.rows; ++row)
        multiplyRows<1>(matrix, row, x, count, y);
}

void matrixProductKernel(const MatrixView& matrix, const float* x, std::size_t count, float* y) {
    multiply(matrix, x, count, y);
}

void bfloat16ProductKernel(const Bfloat16MatrixView& matrix, const float* x, std::size_t count,
                           float* y) {
    multiply(matrix, x, count, y);
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

HWY_EXPORT(matrixProductKernel);
HWY_EXPORT(bfloat16ProductKernel);
HWY_EXPORT(transposedMatrixVectorKernel);

void matrixProduct(const MatrixView& matrix, std::span<const float> x, std::span<float> y) {
    if (x.empty())
        return;
    HWY_DYNAMIC_DISPATCH(matrixProductKernel)
    (matrix, x.data(), x.size() / matrix.columns, y.data());
}

void matrixProduct(const Bfloat16MatrixView& matrix, std::span<const float> x, std::span<float> y) {
    if (x.empty())
        return;
    HWY_DYNAMIC_DISPATCH(bfloat16ProductKernel)
    (matrix, x.data(), x.size() / matrix.columns, y.data());
}

Bfloat16 nearestBfloat16(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    // Adds a little less than half of the last place that is kept, half where that is odd.
    return {static_cast<std::uint16_t>((bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16)};
}

void transposedMatrixVector(const MatrixView& matrix, std::span<const float> x,
                            std::span<float> y) {
    HWY_DYNAMIC_DISPATCH(transposedMatrixVectorKernel)(matrix, x.data(), y.data());
}

} // namespace tempera
#endif
