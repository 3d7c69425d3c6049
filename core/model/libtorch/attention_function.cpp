// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/attention_function.h"

#include "core/model/libtorch/matrix_products.h"

#include <cmath>
#include <limits>

namespace tempera {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// [B, T, H * D] as [B, H, T, D].
Tensor heads(const Tensor& x, std::int64_t count) {
    return x.view({x.size(0), x.size(1), count, x.size(2) / count}).transpose(1, 2);
}

Tensor transposed(const Tensor& x) {
    return x.transpose(-2, -1);
}

Tensor scoresLike(const Tensor& query, const Tensor& key) {
    return torch::empty({query.size(0), query.size(1), query.size(2), key.size(2)},
                        query.options()); // [B, H, T, T]
}

class Attention : public torch::autograd::Function<Attention> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& query, const Tensor& key,
                          const Tensor& value, std::int64_t headCount, const Tensor& forbidden,
                          const Tensor& dropout) {
        const Tensor q = heads(query, headCount); // [B, H, T, D]
        const Tensor k = heads(key, headCount);   // [B, H, T, D]
        Tensor scores = scoresLike(q, k);         // [B, H, T, T]
        multiplyEachInto(scores, q, transposed(k));
        scores.mul_(scaleOf(q)).masked_fill_(forbidden, -std::numeric_limits<float>::infinity());
        const Tensor weights = scores.softmax(-1); // [B, H, T, T]
        const Tensor kept = dropout.numel() > 0 ? weights * dropout : weights;
        const Tensor mixed = torch::empty_like(query); // [B, T, H * D]
        multiplyEachInto(heads(mixed, headCount), kept, heads(value, headCount));
        context->save_for_backward({query, key, value, weights, kept, dropout});
        context->saved_data["heads"] = headCount;
        return mixed;
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        const std::int64_t headCount = context->saved_data["heads"].toInt();
        const Tensor q = heads(saved[0], headCount); // [B, H, T, D]
        const Tensor k = heads(saved[1], headCount); // [B, H, T, D]
        const Tensor v = heads(saved[2], headCount); // [B, H, T, D]
        const Tensor& weights = saved[3];            // [B, H, T, T]
        const Tensor& kept = saved[4];               // [B, H, T, T]
        const Tensor& dropout = saved[5];
        const Tensor mixedGradient = heads(outputGradients[0].contiguous(), headCount);

        const Tensor valueGradient = torch::empty_like(saved[2]); // [B, T, H * D]
        multiplyEachInto(heads(valueGradient, headCount), transposed(kept), mixedGradient);
        Tensor weightGradient = torch::empty_like(weights); // [B, H, T, T]
        multiplyEachInto(weightGradient, mixedGradient, transposed(v));
        if (dropout.numel() > 0)
            weightGradient.mul_(dropout);
        const Tensor scoreGradient = torch::_softmax_backward_data(weightGradient, weights, -1,
                                                                   weights.scalar_type())
                                         .mul_(scaleOf(q));       // [B, H, T, T]
        const Tensor queryGradient = torch::empty_like(saved[0]); // [B, T, H * D]
        multiplyEachInto(heads(queryGradient, headCount), scoreGradient, k);
        const Tensor keyGradient = torch::empty_like(saved[1]); // [B, T, H * D]
        multiplyEachInto(heads(keyGradient, headCount), transposed(scoreGradient), q);
        return {queryGradient, keyGradient, valueGradient, Tensor(), Tensor(), Tensor()};
    }

private:
    static double scaleOf(const Tensor& query) {
        return 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
    }
};

} // namespace

Tensor attention(const Tensor& query, const Tensor& key, const Tensor& value,
                 std::int64_t headCount, const Tensor& forbidden, const Tensor& dropout) {
    // An autograd function takes no undefined tensor.
    const Tensor factors = dropout.defined() ? dropout : torch::empty({0}, query.options());
    return Attention::apply(query, key, value, headCount, forbidden, factors);
}

} // namespace tempera
