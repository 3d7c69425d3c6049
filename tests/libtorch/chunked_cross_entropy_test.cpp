// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch before Qt: its headers use `slots` as a name, which Qt makes a macro.
#include "core/model/libtorch/chunked_cross_entropy.h"

#include <ATen/record_function.h>

#include <QtTest>
#include <atomic>

using namespace tempera;
using torch::Tensor;

namespace {

constexpr std::int64_t chunkRows = 8;
constexpr std::int64_t width = 5;
constexpr std::int64_t vocabulary = 13;

struct Problem {
    Tensor hidden;  // [N, W]
    Tensor weight;  // [V, W]
    Tensor bias;    // [V], or undefined
    Tensor targets; // [N]
};

Problem randomProblem(std::int64_t rows, bool withBias, torch::ScalarType type) {
    torch::manual_seed(static_cast<std::uint64_t>(rows));
    const auto options = torch::dtype(type);
    Problem problem{torch::randn({rows, width}, options),
                    torch::randn({vocabulary, width}, options),
                    withBias ? torch::randn({vocabulary}, options) : Tensor(),
                    torch::randint(vocabulary, {rows}, torch::kInt64)};
    for (Tensor* tensor : {&problem.hidden, &problem.weight, &problem.bias})
        if (tensor->defined())
            tensor->requires_grad_();
    return problem;
}

Tensor chunked(const Problem& problem) {
    return chunkedCrossEntropy(problem.hidden, problem.weight, problem.bias, problem.targets,
                               chunkRows);
}

/// LibTorch's own, on the logits as a whole.
Tensor reference(const Problem& problem) {
    const Tensor logits = torch::linear(problem.hidden, problem.weight, problem.bias); // [N, V]
    return torch::nn::functional::cross_entropy(
        logits, problem.targets,
        torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
}

/// The gradients of hidden, weight and bias, which are reset.
std::vector<Tensor> gradientsOf(const Problem& problem, const Tensor& loss) {
    loss.backward();
    std::vector<Tensor> gradients;
    for (Tensor tensor : {problem.hidden, problem.weight, problem.bias}) {
        if (!tensor.defined())
            continue;
        gradients.push_back(tensor.grad());
        tensor.mutable_grad() = Tensor();
    }
    return gradients;
}

std::atomic<int> gradientProducts = 0;

std::unique_ptr<at::ObserverContext> countGradientProducts(const at::RecordFunction& function) {
    if (std::string_view(function.name()) == "aten::addmm_")
        ++gradientProducts;
    return nullptr;
}

} // namespace

class ChunkedCrossEntropyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheWholeLogits_data();
    void agreesWithTheWholeLogits();
    void gradientIsScaledWithTheLoss();
    void gradientReachesWhatWantsOne();
    void largeLogitsStayFinite();
    void noRowsCostNothing();
    void withoutGradientNoneIsMade();
};

void ChunkedCrossEntropyTest::agreesWithTheWholeLogits_data() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("withBias");
    QTest::addColumn<bool>("isDouble");
    for (const int rows : {1, 7, 8, 9, 16, 29})
        for (const bool withBias : {true, false})
            for (const bool isDouble : {true, false})
                QTest::addRow("%d rows%s, %s", rows, withBias ? ", bias" : "",
                              isDouble ? "double" : "float")
                    << rows << withBias << isDouble;
}

void ChunkedCrossEntropyTest::agreesWithTheWholeLogits() {
    QFETCH(int, rows);
    QFETCH(bool, withBias);
    QFETCH(bool, isDouble);
    const Problem problem =
        randomProblem(rows, withBias, isDouble ? torch::kDouble : torch::kFloat);
    const double tolerance = isDouble ? 1e-12 : 2e-5;
    const Tensor loss = chunked(problem);
    const Tensor expected = reference(problem);
    QCOMPARE(loss.dim(), std::int64_t{0});
    QVERIFY(std::abs(loss.item<double>() / expected.item<double>() - 1.0) < tolerance);
    const auto gradients = gradientsOf(problem, loss);
    const auto expectedGradients = gradientsOf(problem, expected);
    QCOMPARE(gradients.size(), withBias ? std::size_t{3} : std::size_t{2});
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        QVERIFY(gradients[i].sizes() == expectedGradients[i].sizes());
        QVERIFY(torch::allclose(gradients[i], expectedGradients[i], tolerance, tolerance));
    }
}

void ChunkedCrossEntropyTest::gradientIsScaledWithTheLoss() {
    const Problem problem = randomProblem(20, true, torch::kDouble);
    const auto plain = gradientsOf(problem, chunked(problem));
    const auto scaled = gradientsOf(problem, chunked(problem) / 7.0 * 3.0);
    for (std::size_t i = 0; i < plain.size(); ++i)
        QVERIFY(torch::allclose(scaled[i], plain[i] * (3.0 / 7.0), 1e-12, 1e-12));
    // Two losses of the same weights add up.
    const auto twice = gradientsOf(problem, chunked(problem) + 2.0 * chunked(problem));
    for (std::size_t i = 0; i < plain.size(); ++i)
        QVERIFY(torch::allclose(twice[i], plain[i] * 3.0, 1e-12, 1e-12));
}

void ChunkedCrossEntropyTest::gradientReachesWhatWantsOne() {
    Problem problem = randomProblem(10, true, torch::kDouble);
    const Tensor expected = gradientsOf(problem, reference(problem)).front();
    problem.weight.requires_grad_(false);
    problem.bias.requires_grad_(false);
    chunked(problem).backward();
    QVERIFY(torch::allclose(problem.hidden.grad(), expected, 1e-12, 1e-12));
    QVERIFY(!problem.weight.grad().defined());
    QVERIFY(!problem.bias.grad().defined());
}

void ChunkedCrossEntropyTest::largeLogitsStayFinite() {
    Problem problem = randomProblem(10, true, torch::kFloat);
    problem.hidden = (problem.hidden.detach() * 1e4).requires_grad_();
    const Tensor loss = chunked(problem);
    QVERIFY(std::abs(loss.item<double>() / reference(problem).item<double>() - 1.0) < 1e-5);
    for (const Tensor& gradient : gradientsOf(problem, loss))
        QVERIFY(torch::isfinite(gradient).all().item<bool>());
}

void ChunkedCrossEntropyTest::noRowsCostNothing() {
    const Problem problem = randomProblem(0, true, torch::kFloat);
    const Tensor loss = chunked(problem);
    QCOMPARE(loss.item<double>(), 0.0);
    for (const Tensor& gradient : gradientsOf(problem, loss))
        QVERIFY(gradient.eq(0.0).all().item<bool>());
}

void ChunkedCrossEntropyTest::withoutGradientNoneIsMade() {
    const Problem problem = randomProblem(20, true, torch::kFloat);
    const auto handle = at::addGlobalCallback(at::RecordFunctionCallback(countGradientProducts));
    gradientProducts = 0;
    const Tensor loss = chunked(problem);
    QVERIFY(loss.requires_grad());
    QCOMPARE(gradientProducts.load(), 3); // one a chunk

    gradientProducts = 0;
    const torch::NoGradGuard noGradient;
    const Tensor evaluated = chunked(problem);
    at::removeCallback(handle);
    QVERIFY(!evaluated.requires_grad());
    QCOMPARE(evaluated.item<double>(), loss.item<double>());
    QCOMPARE(gradientProducts.load(), 0); // they would treble the work of an evaluation
}

QTEST_GUILESS_MAIN(ChunkedCrossEntropyTest)
#include "chunked_cross_entropy_test.moc"
