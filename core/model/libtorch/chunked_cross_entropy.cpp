// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/chunked_cross_entropy.h"

#include "core/model/cross_entropy_kernel.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <numeric>
#include <vector>

namespace tempera {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

constexpr std::int64_t rowsPerTask = 16;

/// The sum over the rows, whose logits the gradient takes the place of where it is wanted.
template <typename Float>
double sumOfRows(const Tensor& logits, const Tensor& bias, const Tensor& targets,
                 bool wantsGradient) {
    const std::int64_t size = logits.size(1);
    auto* const rows = logits.data_ptr<Float>();
    const auto* const biases = bias.numel() > 0 ? bias.data_ptr<Float>() : nullptr;
    const auto* const target = targets.data_ptr<std::int64_t>();
    // Summed in the order of the rows, however many threads share them.
    std::vector<double> losses(static_cast<std::size_t>(logits.size(0)));
    at::parallel_for(0, logits.size(0), rowsPerTask, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            losses[static_cast<std::size_t>(row)] =
                crossEntropyOfRow(rows + row * size, biases, static_cast<std::size_t>(size),
                                  static_cast<std::size_t>(target[row]), wantsGradient);
    });
    return std::accumulate(losses.begin(), losses.end(), 0.0);
}

/// logits [C, V], bias [V] or empty, targets [C].
double crossEntropies(const Tensor& logits, const Tensor& bias, const Tensor& targets,
                      bool wantsGradient) {
    return logits.scalar_type() == torch::kDouble
               ? sumOfRows<double>(logits, bias, targets, wantsGradient)
               : sumOfRows<float>(logits, bias, targets, wantsGradient);
}

class ChunkedCrossEntropy : public torch::autograd::Function<ChunkedCrossEntropy> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& hidden, const Tensor& weight,
                          const Tensor& bias, const Tensor& targets, std::int64_t rowsPerChunk,
                          bool wantsGradient) {
        Tensor hiddenGradient;
        Tensor weightGradient;
        Tensor biasGradient;
        if (wantsGradient) {
            hiddenGradient = torch::empty_like(hidden);                      // [N, W]
            weightGradient = torch::zeros_like(weight);                      // [V, W]
            biasGradient = torch::zeros({weight.size(0)}, weight.options()); // [V]
        }
        double total = 0.0;
        for (std::int64_t begin = 0; begin < hidden.size(0); begin += rowsPerChunk) {
            const std::int64_t rows = std::min(rowsPerChunk, hidden.size(0) - begin);
            const Tensor chunk = hidden.narrow(0, begin, rows);         // [C, W]
            const Tensor chunkTargets = targets.narrow(0, begin, rows); // [C]
            const Tensor logits = chunk.matmul(weight.t()); // [C, V], the gradient from here on
            total += crossEntropies(logits, bias, chunkTargets, wantsGradient);
            if (!wantsGradient)
                continue;
            auto hiddenRows = hiddenGradient.narrow(0, begin, rows);
            torch::mm_out(hiddenRows, logits, weight); // [C, W]
            weightGradient.addmm_(logits.t(), chunk);  // [V, W]
            biasGradient.add_(logits.sum(0));          // [V]
        }
        context->save_for_backward({hiddenGradient, weightGradient, biasGradient});
        context->saved_data["has_bias"] = bias.numel() > 0;
        return torch::full({}, total, hidden.options().dtype(torch::kDouble));
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        const double scale = outputGradients[0].item<double>();
        // Only this call uses what was saved, so it can be scaled in place.
        const Tensor biasGradient =
            context->saved_data["has_bias"].toBool() ? saved[2].mul_(scale) : Tensor();
        return {
            saved[0].mul_(scale), saved[1].mul_(scale), biasGradient, Tensor(), Tensor(), Tensor()};
    }
};

} // namespace

torch::Tensor chunkedCrossEntropy(const torch::Tensor& hidden, const torch::Tensor& weight,
                                  const torch::Tensor& bias, const torch::Tensor& targets,
                                  std::int64_t rowsPerChunk) {
    // An autograd function takes no undefined tensor: an empty one stands for no bias.
    const Tensor biasOrEmpty = bias.defined() ? bias : torch::empty({0}, weight.options());
    // Asked here, since gradients are always off inside forward(). A weight wants one even where
    // they are off around it.
    const bool wantsGradient =
        torch::GradMode::is_enabled() &&
        (hidden.requires_grad() || weight.requires_grad() || biasOrEmpty.requires_grad());
    return ChunkedCrossEntropy::apply(hidden, weight, biasOrEmpty, targets, rowsPerChunk,
                                      wantsGradient);
}

} // namespace tempera
