// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_matrix.h"

#include "core/system/error.h"
#include "core/system/quote.h"

#include <string>

namespace tempera {

namespace {

MatrixView viewOf(const NamedTensor& tensor) {
    const auto rows = static_cast<std::size_t>(tensor.shape.at(0));
    const auto columns = static_cast<std::size_t>(tensor.shape.at(1));
    return {tensor.values.data(), rows, columns, columns};
}

} // namespace

WeightPrecision parseWeightPrecision(std::string_view name) {
    if (name == "f32")
        return WeightPrecision::float32;
    if (name == "bf16")
        return WeightPrecision::bfloat16;
    throw SettingError("unknown precision of weights " + inQuotes(std::string(name)) +
                       ": choose from f32, bf16");
}

WeightMatrix::WeightMatrix(const NamedTensor& tensor, WeightPrecision precision)
    : tensor_(viewOf(tensor)) {
    if (precision == WeightPrecision::float32)
        return;
    rounded_.reserve(tensor.values.size());
    for (const float value : tensor.values)
        rounded_.push_back(nearestBfloat16(value));
}

void WeightMatrix::multiply(std::span<const float> x, std::span<float> y) const {
    if (rounded_.empty())
        matrixProduct(tensor_, x, y);
    else
        matrixProduct(Bfloat16MatrixView{rounded_.data(), rows(), columns(), columns()}, x, y);
}

} // namespace tempera
