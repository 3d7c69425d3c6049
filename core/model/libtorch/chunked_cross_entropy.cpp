// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/chunked_cross_entropy.h"

#include <algorithm>

namespace tempera {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

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
            const Tensor chunk = hidden.narrow(0, begin, rows);                      // [C, W]
            const Tensor chunkTargets = targets.narrow(0, begin, rows).unsqueeze(1); // [C, 1]
            Tensor logits = chunk.matmul(weight.t());                                // [C, V]
            if (bias.numel() > 0)
                logits.add_(bias);
            const Tensor logTotals = logits.logsumexp(1, /*keepdim=*/true); // [C, 1]
            total +=
                (logTotals - logits.gather(1, chunkTargets)).sum(torch::kDouble).item<double>();
            if (!wantsGradient)
                continue;
            Tensor gradient = logits.sub_(logTotals).exp_(); // [C, V], in the logits' place
            gradient.scatter_add_(1, chunkTargets,
                                  torch::full_like(chunkTargets, -1, gradient.options()));
            auto hiddenRows = hiddenGradient.narrow(0, begin, rows);
            torch::mm_out(hiddenRows, gradient, weight); // [C, W]
            weightGradient.addmm_(gradient.t(), chunk);  // [V, W]
            biasGradient.add_(gradient.sum(0));          // [V]
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
