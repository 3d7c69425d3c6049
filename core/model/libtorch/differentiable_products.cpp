// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/differentiable_products.h"

#include "core/model/layer_kernels.h"
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

std::size_t sizeOf(const Tensor& tensor, std::int64_t dimension) {
    return static_cast<std::size_t>(tensor.size(dimension));
}

/// y [N, A], bias [A].
void finish(Tensor& y, const Tensor& bias, bool rectifies) {
    if (y.scalar_type() != torch::kFloat) {
        y.add_(bias);
        if (rectifies)
            y.relu_();
        return;
    }
    auto* const values = y.data_ptr<float>();
    const auto* const biases = bias.data_ptr<float>();
    if (rectifies)
        addBiasAndRectify(values, sizeOf(y, 0), sizeOf(y, 1), biases);
    else
        addBias(values, sizeOf(y, 0), sizeOf(y, 1), biases);
}

/// The sum of the gradient's rows [N, A] is added to the bias's gradient [A].
void addBiasGradient(Tensor& sum, const Tensor& gradient) {
    if (!sum.defined())
        sum = torch::zeros({gradient.size(1)}, gradient.options()); // [A]
    if (gradient.scalar_type() == torch::kFloat)
        addRowSums(gradient.data_ptr<float>(), sizeOf(gradient, 0), sizeOf(gradient, 1),
                   sum.data_ptr<float>());
    else
        sum.add_(gradient.sum(0)); // [A]
}

/// The gradient [N, A] before max(0, x) whose outputs are y [N, A]; its rows are summed as above.
Tensor rectified(const Tensor& gradient, const Tensor& y, Tensor& sum) {
    if (gradient.scalar_type() != torch::kFloat) {
        const Tensor result = gradient * y.gt(0.0); // [N, A]
        addBiasGradient(sum, result);
        return result;
    }
    if (!sum.defined())
        sum = torch::zeros({gradient.size(1)}, gradient.options()); // [A]
    const Tensor result = torch::empty_like(gradient);              // [N, A]
    rectifyGradient(gradient.data_ptr<float>(), y.data_ptr<float>(), sizeOf(y, 0), sizeOf(y, 1),
                    result.data_ptr<float>(), sum.data_ptr<float>());
    return result;
}

class Affine : public torch::autograd::Function<Affine> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight,
                          const Tensor& bias, bool rectifies) {
        const Tensor rows = asRows(x);                                        // [N, in]
        Tensor y = torch::empty({rows.size(0), weight.size(0)}, x.options()); // [N, out]
        multiplyInto(y, rows, weight.t());
        finish(y, bias, rectifies);
        context->save_for_backward({rows, weight, bias, rectifies ? y : torch::empty({0})});
        context->saved_data["rectifies"] = rectifies;
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape.back() = weight.size(0);
        return y.view(shape); // [..., out]
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& rows = saved[0];                             // [N, in]
        Tensor weight = saved[1];                                  // [out, in]
        Tensor bias = saved[2];                                    // [out]
        Tensor gradient = asRows(outputGradients[0]).contiguous(); // [N, out]
        if (context->saved_data["rectifies"].toBool())
            gradient = rectified(gradient, saved[3], bias.mutable_grad());
        else
            addBiasGradient(bias.mutable_grad(), gradient);
        addTransposedProduct(weight.mutable_grad(), gradient, rows); // [out, in]
        const Tensor inputGradient = torch::empty_like(rows);        // [N, in]
        multiplyInto(inputGradient, gradient, weight);
        std::vector<std::int64_t> shape = outputGradients[0].sizes().vec();
        shape.back() = rows.size(1);
        return {inputGradient.view(shape), Tensor(), Tensor(), Tensor()}; // [..., in]
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
    return Affine::apply(x, weight, bias, /*rectifies=*/false);
}

Tensor rectifiedAffine(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    return Affine::apply(x, weight, bias, /*rectifies=*/true);
}

Tensor embed(const Tensor& weight, const Tensor& tokens) {
    return Embed::apply(weight, tokens);
}

} // namespace tempera
