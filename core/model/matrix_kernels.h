// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tempera {

/// The upper half of a float32: its exponent and 7 of the 23 bits of its fraction.
struct Bfloat16 {
    std::uint16_t bits = 0;
};
/// The nearest one of a finite number, of two equally near ones the even.
Bfloat16 nearestBfloat16(float value);

/// A row-major matrix that is borrowed; `stride` values from one row to the next.
template <typename Value>
struct MatrixOf {
    const Value* values = nullptr;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t stride = 0;
};
using MatrixView = MatrixOf<float>;
using Bfloat16MatrixView = MatrixOf<Bfloat16>;

// They use the widest vector instructions of the processor they run on (chosen at run time
// by Highway), on the calling thread alone.

/// y = x M^T, with x [n, columns] and y [n, rows], contiguous: the product of every row of x with
/// the matrix, which is read once for all of them. A row's result does not depend on the rows
/// beside it, to the bit: a text that is written among others is the text written alone. (A BLAS
/// would add up in another order for one row than for several, and with threads of its own.)
void matrixProduct(const MatrixView& matrix, std::span<const float> x, std::span<float> y);
/// The same with a matrix that takes half the memory to read; x, y and the sums are float32.
void matrixProduct(const Bfloat16MatrixView& matrix, std::span<const float> x, std::span<float> y);

/// y = M^T x, with x [rows] and y [columns]: the sum of the rows weighted by x.
void transposedMatrixVector(const MatrixView& matrix, std::span<const float> x, std::span<float> y);

} // namespace tempera
