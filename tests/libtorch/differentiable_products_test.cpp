// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch before Qt: its headers use `slots` as a name, which Qt makes a macro.
#include "core/model/libtorch/attention_function.h"
#include "core/model/libtorch/differentiable_products.h"

#include <QtTest>
#include <cmath>
#include <functional>
#include <limits>

using namespace tempera;
using torch::Tensor;

namespace {

Tensor random(at::IntArrayRef shape, torch::ScalarType type) {
    return torch::randn(shape, torch::dtype(type)).requires_grad_();
}

/// A number that every element counts in, each with another weight.
Tensor scored(const Tensor& values) {
    torch::manual_seed(99);
    return (values * torch::randn_like(values)).sum();
}

/// The value of `function` and its gradients with respect to `inputs`, which are reset.
std::vector<Tensor> valueAndGradients(const std::function<Tensor()>& function,
                                      std::vector<Tensor>& inputs) {
    const Tensor value = function();
    scored(value).backward();
    std::vector<Tensor> results{value.detach()};
    for (Tensor& input : inputs) {
        results.push_back(input.grad().clone());
        input.mutable_grad() = Tensor();
    }
    return results;
}

bool agree(const std::function<Tensor()>& function, const std::function<Tensor()>& reference,
           std::vector<Tensor> inputs) {
    const double tolerance = inputs.front().scalar_type() == torch::kDouble ? 1e-12 : 2e-5;
    const auto found = valueAndGradients(function, inputs);
    const auto expected = valueAndGradients(reference, inputs);
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].sizes() != expected[i].sizes() ||
            !torch::allclose(found[i], expected[i], tolerance, tolerance))
            return false;
    return true;
}

void addTypes() {
    QTest::addColumn<bool>("isDouble");
    QTest::newRow("float") << false;
    QTest::newRow("double") << true;
}

torch::ScalarType chosenType() {
    const bool isDouble = *static_cast<bool*>(QTest::qData("isDouble", QMetaType::Bool));
    return isDouble ? torch::kDouble : torch::kFloat;
}

/// Attention as the formula has it, by LibTorch's own functions.
Tensor plainAttention(const Tensor& query, const Tensor& key, const Tensor& value,
                      std::int64_t headCount, const Tensor& forbidden, const Tensor& factors) {
    const auto heads = [headCount](const Tensor& x) {
        return x.reshape({x.size(0), x.size(1), headCount, -1}).transpose(1, 2); // [B, H, T, D]
    };
    const double width = static_cast<double>(query.size(2) / headCount);
    const Tensor scores = heads(query).matmul(heads(key).transpose(2, 3)) / std::sqrt(width);
    const Tensor masked = scores.masked_fill(forbidden, -std::numeric_limits<double>::infinity());
    Tensor weights = masked.softmax(-1); // [B, H, T, T]
    if (factors.defined())
        weights = weights * factors;
    return weights.matmul(heads(value)).transpose(1, 2).reshape(query.sizes()); // [B, T, H * D]
}

} // namespace

/// Values and gradients are those of LibTorch's own functions.
class DifferentiableProductsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { torch::manual_seed(7); }

    void affineIsLinear_data() { addTypes(); }
    void affineIsLinear() {
        const auto type = chosenType();
        const Tensor weight = random({19, 5}, type);
        const Tensor bias = random({19}, type);
        for (const auto& shape : {std::vector<std::int64_t>{1, 5}, {7, 5}, {3, 11, 5}, {2, 1, 5}}) {
            const Tensor x = random(shape, type);
            const auto plain = [&] { return torch::linear(x, weight, bias); };
            QVERIFY(agree([&] { return affine(x, weight, bias); }, plain, {x, weight, bias}));
            QVERIFY(agree([&] { return affine(x, weight, bias, Activation::relu); },
                          [&] { return torch::relu(plain()); }, {x, weight, bias}));
            QVERIFY(agree([&] { return affine(x, weight, bias, Activation::gelu); },
                          [&] { return torch::gelu(plain()); }, {x, weight, bias}));
        }
    }

    void gradientsOfWeightsAreAddedTo() {
        const Tensor x = random({4, 5}, torch::kDouble);
        const Tensor weight = random({3, 5}, torch::kDouble);
        const Tensor bias = random({3}, torch::kDouble);
        scored(affine(x, weight, bias)).backward();
        const Tensor once = weight.grad().clone();
        scored(affine(x, weight, bias)).backward();
        QVERIFY(torch::allclose(weight.grad(), 2.0 * once, 1e-12, 1e-12));
    }

    void embedIsEmbedding_data() { addTypes(); }
    void embedIsEmbedding() {
        const Tensor weight = random({6, 4}, chosenType());
        const Tensor tokens = torch::tensor({{1, 5, 1}, {0, 1, 2}}, torch::kInt64); // 1 repeats
        QVERIFY(agree([&] { return embed(weight, tokens); },
                      [&] { return torch::embedding(weight, tokens); }, {weight}));
    }

    void attentionIsItsFormula_data() { addTypes(); }
    void attentionIsItsFormula() {
        const auto type = chosenType();
        for (const std::int64_t headCount : {1, 2, 4})
            for (const std::int64_t length : {1, 2, 17, 33}) {
                const std::vector<std::int64_t> shape{3, length, 8};
                const Tensor query = random(shape, type);
                const Tensor key = random(shape, type);
                const Tensor value = random(shape, type);
                const Tensor causal = torch::ones({length, length}, torch::kBool).triu(1);
                const Tensor factors =
                    torch::rand({3, headCount, length, length}, torch::dtype(type));
                for (const Tensor& dropout : {Tensor(), factors})
                    QVERIFY(agree(
                        [&] { return attention(query, key, value, headCount, causal, dropout); },
                        [&] {
                            return plainAttention(query, key, value, headCount, causal, dropout);
                        },
                        {query, key, value}));
            }
    }
};

QTEST_GUILESS_MAIN(DifferentiableProductsTest)
#include "differentiable_products_test.moc"
