// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/matrix_kernels.h"
#include "core/model/model_weights.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace tempera {

/// How the matrices that a network multiplies with are kept while texts are written.
enum class WeightPrecision {
    float32,  ///< as they are
    bfloat16, ///< rounded to the upper half: one text takes little more than half the time
};

/// Names used on the command line: "f32", "bf16". Throws SettingError that lists them.
WeightPrecision parseWeightPrecision(std::string_view name);

/// A weight matrix [out, in]: a view on a tensor, or its rounded copy.
class WeightMatrix {
public:
    WeightMatrix(const NamedTensor& tensor, WeightPrecision precision);

    std::size_t rows() const { return tensor_.rows; }
    std::size_t columns() const { return tensor_.columns; }
    /// y [n, out] = x [n, in] times the transposed matrix, see matrixProduct().
    void multiply(std::span<const float> x, std::span<float> y) const;

private:
    MatrixView tensor_;
    std::vector<Bfloat16> rounded_; ///< empty where the tensor itself is used
};

} // namespace tempera
