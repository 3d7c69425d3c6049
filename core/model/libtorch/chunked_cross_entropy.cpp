// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/chunked_cross_entropy.h"

#include "core/model/cross_entropy_kernel.h"
#include "core/model/libtorch/matrix_products.h"

#include <algorithm>

namespace tempera {

namespace {

using torch::Tensor;

std::int64_t divideUp(std::int64_t dividend, std::int64_t divisor) {
    return (dividend + divisor - 1) / divisor;
}

template <typename Float>
OutputBias<Float> outputBias(const Tensor& bias, const CrossEntropyGradients* gradients) {
    if (!bias.defined())
        return {};
    return {bias.data_ptr<Float>(),
            gradients == nullptr ? nullptr : gradients->bias.data_ptr<Float>()};
}

/// The sum over the rows, whose logits the gradient takes the place of where it is wanted.
template <typename Float>
double sumOfRows(const Tensor& logits, const Tensor& targets, const OutputBias<Float>& bias,
                 const double* gradientScale) {
    const std::int64_t size = logits.size(1);
    auto* const rows = logits.data_ptr<Float>();
    const auto* const target = targets.data_ptr<std::int64_t>();
    double sum = 0.0;
    for (std::int64_t row = 0; row < logits.size(0); ++row)
        sum += crossEntropyOfRow(rows + row * size, static_cast<std::size_t>(size),
                                 static_cast<std::size_t>(target[row]), bias, gradientScale);
    return sum;
}

/// logits [C, V], bias [V] or undefined, targets [C].
double crossEntropies(const Tensor& logits, const Tensor& bias, const Tensor& targets,
                      const CrossEntropyGradients* gradients) {
    const double* const scale = gradients == nullptr ? nullptr : &gradients->scale;
    return logits.scalar_type() == torch::kDouble
               ? sumOfRows(logits, targets, outputBias<double>(bias, gradients), scale)
               : sumOfRows(logits, targets, outputBias<float>(bias, gradients), scale);
}

void prepare(CrossEntropyGradients& gradients, const Tensor& hidden, const Tensor& bias) {
    gradients.hidden = torch::empty_like(hidden, torch::requires_grad(false)); // [N, W]
    if (bias.defined() && !gradients.bias.defined())
        gradients.bias = torch::zeros_like(bias, torch::requires_grad(false)); // [V]
}

} // namespace

double ChunkedCrossEntropy::operator()(const Tensor& hidden, const Tensor& weight,
                                       const Tensor& bias, const Tensor& targets,
                                       CrossEntropyGradients* gradients) {
    const torch::NoGradGuard noGradient;
    if (gradients != nullptr)
        prepare(*gradients, hidden, bias);
    // Even chunks: the product of a few rows that are left over would be a slow one.
    const std::int64_t count = std::max(divideUp(hidden.size(0), mostRows_), std::int64_t{1});
    const std::int64_t rowsPerChunk = divideUp(hidden.size(0), count);
    double total = 0.0;
    for (std::int64_t begin = 0; begin < hidden.size(0); begin += rowsPerChunk) {
        const std::int64_t rows = std::min(rowsPerChunk, hidden.size(0) - begin);
        const Tensor chunk = hidden.narrow(0, begin, rows);        // [C, W]
        const Tensor logits = claim(rows, weight.size(0), weight); // [C, V]
        multiplyInto(logits, chunk, weight.t());
        total += crossEntropies(logits, bias, targets.narrow(0, begin, rows), gradients);
        if (gradients == nullptr)
            continue;
        multiplyInto(gradients->hidden.narrow(0, begin, rows), logits, weight); // [C, W]
        addTransposedProduct(gradients->weight, logits, chunk);                 // [V, W]
    }
    return total;
}

Tensor ChunkedCrossEntropy::claim(std::int64_t rows, std::int64_t columns, const Tensor& like) {
    if (!memory_.defined() || memory_.numel() < rows * columns)
        memory_ = torch::empty({rows * columns}, like.options().requires_grad(false));
    return memory_.narrow(0, 0, rows * columns).view({rows, columns});
}

} // namespace tempera
