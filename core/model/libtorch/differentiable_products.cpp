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

/// Adds the bias [A] to z [N, A] and returns the activation of it, which may be z itself.
Tensor activate(Tensor z, const Tensor& bias, Activation activation) {
    if (z.scalar_type() != torch::kFloat) {
        z.add_(bias);
        if (activation == Activation::relu)
            return z.relu_();
        return activation == Activation::gelu ? torch::gelu(z) : z;
    }
    auto* const values = z.data_ptr<float>();
    const auto* const biases = bias.data_ptr<float>();
    if (activation == Activation::gelu) {
        const Tensor y = torch::empty_like(z); // [N, A]
        addBiasAndGelu(values, sizeOf(z, 0), sizeOf(z, 1), biases, y.data_ptr<float>());
        return y;
    }
    if (activation == Activation::relu)
        addBiasAndRectify(values, sizeOf(z, 0), sizeOf(z, 1), biases);
    else
        addBias(values, sizeOf(z, 0), sizeOf(z, 1), biases);
    return z;
}

/// The gradient [N, A] before the activation, from that behind it, and z [N, A] as activate() left
/// it; the sum of its rows is added to that of the bias [A].
Tensor deactivate(const Tensor& gradient, const Tensor& z, Activation activation, Tensor& sum) {
    if (!sum.defined())
        sum = torch::zeros({gradient.size(1)}, gradient.options()); // [A]
    if (gradient.scalar_type() != torch::kFloat) {
        Tensor result = gradient; // [N, A]
        if (activation == Activation::relu)
            result = gradient * z.gt(0.0);
        else if (activation == Activation::gelu)
            result = torch::gelu_backward(gradient, z);
        sum.add_(result.sum(0)); // [A]
        return result;
    }
    const std::size_t rows = sizeOf(gradient, 0);
    const std::size_t width = sizeOf(gradient, 1);
    const auto* const values = gradient.data_ptr<float>();
    auto* const sums = sum.data_ptr<float>();
    if (activation == Activation::none) {
        addRowSums(values, rows, width, sums);
        return gradient;
    }
    const Tensor result = torch::empty_like(gradient); // [N, A]
    const auto apply = activation == Activation::relu ? rectifyGradient : geluGradient;
    apply(values, z.data_ptr<float>(), rows, width, result.data_ptr<float>(), sums);
    return result;
}

class Affine : public torch::autograd::Function<Affine> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight,
                          const Tensor& bias, Activation activation) {
        const Tensor rows = asRows(x);                                              // [N, in]
        const Tensor z = torch::empty({rows.size(0), weight.size(0)}, x.options()); // [N, out]
        multiplyInto(z, rows, weight.t());
        const Tensor y = activate(z, bias, activation); // [N, out]
        const bool needsZ = activation != Activation::none;
        context->save_for_backward({rows, weight, bias, needsZ ? z : torch::empty({0})});
        context->saved_data["activation"] = static_cast<std::int64_t>(activation);
        std::vector<std::int64_t> shape = x.sizes().vec();
        shape.back() = weight.size(0);
        return y.view(shape); // [..., out]
    }

    static tensor_list backward(AutogradContext* context, tensor_list outputGradients) {
        const auto saved = context->get_saved_variables();
        const Tensor& rows = saved[0]; // [N, in]
        Tensor weight = saved[1];      // [out, in]
        Tensor bias = saved[2];        // [out]
        const auto activation = static_cast<Activation>(context->saved_data["activation"].toInt());
        const Tensor gradient =
            deactivate(asRows(outputGradients[0]).contiguous(), saved[3], activation,
                       bias.mutable_grad());                         // [N, out]
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

Tensor affine(const Tensor& x, const Tensor& weight, const Tensor& bias, Activation activation) {
    return Affine::apply(x, weight, bias, activation);
}

Tensor embed(const Tensor& weight, const Tensor& tokens) {
    return Embed::apply(weight, tokens);
}

} // namespace tempera
