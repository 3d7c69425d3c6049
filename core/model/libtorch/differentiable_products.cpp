// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/differentiable_products.h"

#include "core/model/libtorch/matrix_products.h"

namespace tempera {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// [..., W] as [N, W].
Tensor asRows(const Tensor& x) {
    return x.reshape({-1, x.size(-1)});
}

class Affine : public torch::autograd::Function<Affine> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight,
                          const Tensor& bias) {
        const Tensor rows = asRows(x); // [N, in]
        context->save_for_backward({rows, weight, bias});
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape.back() = weight.size(0);
        const Tensor y = torch::empty({rows.size(0), weight.size(0)}, x.options()); // [N, out]
        multiplyInto(y, rows, weight.t());
        return y.add_(bias).view(shape); // [..., out]
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& rows = saved[0];
        Tensor weight = saved[1];
        Tensor bias = saved[2];
        const Tensor gradient = asRows(outputGradients[0]).contiguous(); // [N, out]
        if (weight.requires_grad())
            addTransposedProduct(weight.mutable_grad(), gradient, rows); // [out, in]
        if (bias.requires_grad())
            addRows(bias.mutable_grad(), gradient); // [out]
        Tensor inputGradient;
        if (context->needs_input_grad(0)) {
            inputGradient = torch::empty_like(rows); // [N, in]
            multiplyInto(inputGradient, gradient, weight);
            std::vector<std::int64_t> shape = outputGradients[0].sizes().vec();
            shape.back() = rows.size(1);
            inputGradient = inputGradient.view(shape); // [..., in]
        }
        return {inputGradient, Tensor(), Tensor()};
    }
};

class Embed : public torch::autograd::Function<Embed> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& weight, const Tensor& tokens) {
        context->save_for_backward({weight, tokens});
        return torch::embedding(weight, tokens); // [..., W]
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        Tensor weight = saved[0];
        Tensor& gradient = weight.mutable_grad();
        if (!gradient.defined())
            gradient = torch::zeros_like(weight, torch::requires_grad(false)); // [V, W]
        gradient.index_add_(0, saved[1].reshape({-1}), asRows(outputGradients[0]));
        return {Tensor(), Tensor()};
    }
};

} // namespace

Tensor affine(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    return Affine::apply(x, weight, bias);
}

Tensor embed(const Tensor& weight, const Tensor& tokens) {
    return Embed::apply(weight, tokens);
}

} // namespace tempera
