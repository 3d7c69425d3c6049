// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/libtorch/matrix_products.h"

#include <oneapi/dnnl/dnnl.hpp>
#include <string_view>

namespace tempera {

namespace {

using torch::Tensor;

/// A matrix as sgemm takes it: rows contiguous, or its transpose's.
struct GemmOperand {
    char transposed;
    std::int64_t leadingDimension;
    const float* values;
};

GemmOperand gemmOperand(const Tensor& matrix) {
    const bool transposed = matrix.stride(1) != 1 && matrix.size(1) != 1;
    const std::int64_t stride = matrix.stride(transposed ? 1 : 0);
    // Of a single row LibTorch's stride means nothing, but sgemm looks at it.
    const std::int64_t smallest = matrix.size(transposed ? 0 : 1);
    return {transposed ? 'T' : 'N', std::max({stride, smallest, std::int64_t{1}}),
            matrix.data_ptr<float>()};
}

dnnl::memory::desc describe(const Tensor& tensor) {
    return {tensor.sizes().vec(), dnnl::memory::data_type::f32, tensor.strides().vec()};
}

const dnnl::engine& processor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

/// Without the vector instructions that it has kernels for, oneDNN goes through plain loops.
bool isFast(const dnnl::matmul::primitive_desc& product) {
    return !std::string_view(product.impl_info_str()).starts_with("ref");
}

dnnl::memory memoryOf(const dnnl::memory::desc& description, const Tensor& tensor) {
    return {description, processor(), tensor.data_ptr<float>()};
}

} // namespace

void multiplyInto(Tensor product, const Tensor& left, const Tensor& right) {
    if (product.scalar_type() != torch::kFloat) {
        torch::mm_out(product, left, right);
        return;
    }
    if (product.numel() == 0)
        return;
    const GemmOperand a = gemmOperand(left);
    const GemmOperand b = gemmOperand(right);
    const std::int64_t productStride = std::max(product.stride(0), product.size(1));
    dnnl::sgemm(a.transposed, b.transposed, left.size(0), right.size(1), left.size(1), 1.0F,
                a.values, a.leadingDimension, b.values, b.leadingDimension, 0.0F,
                product.data_ptr<float>(), productStride);
}

void multiplyEachInto(Tensor products, const Tensor& left, const Tensor& right) {
    if (products.scalar_type() != torch::kFloat || products.numel() == 0) {
        products.copy_(left.matmul(right));
        return;
    }
    const auto leftDescription = describe(left);
    const auto rightDescription = describe(right);
    const auto productsDescription = describe(products);
    const dnnl::matmul::primitive_desc description(
        dnnl::matmul::desc(leftDescription, rightDescription, productsDescription), processor());
    if (!isFast(description)) {
        products.copy_(left.matmul(right));
        return;
    }
    dnnl::stream stream(processor());
    dnnl::matmul(description)
        .execute(stream, {{DNNL_ARG_SRC, memoryOf(leftDescription, left)},
                          {DNNL_ARG_WEIGHTS, memoryOf(rightDescription, right)},
                          {DNNL_ARG_DST, memoryOf(productsDescription, products)}});
    stream.wait();
}

void addTransposedProduct(Tensor& sum, const Tensor& left, const Tensor& right) {
    if (sum.defined())
        sum.addmm_(left.t(), right); // [A, B]
    else
        sum = left.t().mm(right); // [A, B]
}

} // namespace tempera
