// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace tempera {

// What follows and precedes the product of a linear layer in training, each in one pass over its
// rows with vector instructions. Rows are contiguous, [rows, width]; bias [width].

/// Adds the bias to every row.
void addBias(float* values, std::size_t rows, std::size_t width, const float* bias);
/// The same, and max(0, x) of it.
void addBiasAndRectify(float* values, std::size_t rows, std::size_t width, const float* bias);
/// Adds the sum of the rows to `sum` [width].
void addRowSums(const float* values, std::size_t rows, std::size_t width, float* sum);
/// The gradient behind a max(0, x): `gradient` where `outputs` is above 0, else 0, goes to
/// `result`, and the sum of its rows is added to `sum` [width].
void rectifyGradient(const float* gradient, const float* outputs, std::size_t rows,
                     std::size_t width, float* result, float* sum);

/// Adds the bias to every row and writes GELU(x) = x Phi(x) of it to `outputs`, where Phi is the
/// normal distribution's cumulative function (D. Hendrycks and K. Gimpel, 2016), to an absolute
/// error of 2e-7 of Phi.
void addBiasAndGelu(float* values, std::size_t rows, std::size_t width, const float* bias,
                    float* outputs);
/// The gradient behind it: `gradient` times Phi(x) + x Phi'(x), x = `values` as addBiasAndGelu()
/// left them; its rows are summed as above.
void geluGradient(const float* gradient, const float* values, std::size_t rows, std::size_t width,
                  float* result, float* sum);

} // namespace tempera
