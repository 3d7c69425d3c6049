// SPDX-License-Identifier: GPL-3.0-or-later
// LibTorch before Qt: its headers use `slots` as a name, which Qt makes a macro.
#include "core/model/libtorch/chunked_cross_entropy.h"

#include <QtTest>

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

/// The gradients of hidden, weight and bias (where there is one).
std::vector<Tensor> tensorsOf(const CrossEntropyGradients& gradients) {
    std::vector<Tensor> tensors{gradients.hidden, gradients.weight};
    if (gradients.bias.defined())
        tensors.push_back(gradients.bias);
    return tensors;
}

double chunked(const Problem& problem, CrossEntropyGradients* gradients = nullptr) {
    ChunkedCrossEntropy crossEntropy(chunkRows);
    return crossEntropy(problem.hidden, problem.weight, problem.bias, problem.targets, gradients);
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

} // namespace

class ChunkedCrossEntropyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheWholeLogits_data();
    void agreesWithTheWholeLogits();
    void gradientIsScaled();
    void gradientsAreAddedTo();
    void largeLogitsStayFinite();
    void noRowsCostNothing();
    void lossNeedsNoGradient();
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
    CrossEntropyGradients gradients;
    const double loss = chunked(problem, &gradients);
    const Tensor expected = reference(problem);
    QVERIFY(std::abs(loss / expected.item<double>() - 1.0) < tolerance);
    const auto found = tensorsOf(gradients);
    const auto expectedGradients = gradientsOf(problem, expected);
    QCOMPARE(found.size(), withBias ? std::size_t{3} : std::size_t{2});
    for (std::size_t i = 0; i < found.size(); ++i) {
        QVERIFY(found[i].sizes() == expectedGradients[i].sizes());
        QVERIFY(torch::allclose(found[i], expectedGradients[i], tolerance, tolerance));
    }
}

void ChunkedCrossEntropyTest::gradientIsScaled() {
    const Problem problem = randomProblem(20, true, torch::kDouble);
    const auto expected = gradientsOf(problem, reference(problem) * (3.0 / 7.0));
    CrossEntropyGradients gradients;
    gradients.scale = 3.0 / 7.0;
    const double loss = chunked(problem, &gradients);
    QVERIFY(std::abs(loss - reference(problem).item<double>()) < 1e-10); // the loss is not
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(torch::allclose(tensorsOf(gradients)[i], expected[i], 1e-12, 1e-12));
}

void ChunkedCrossEntropyTest::gradientsAreAddedTo() {
    const Problem problem = randomProblem(20, true, torch::kDouble);
    const auto expected = gradientsOf(problem, reference(problem) * 2.0);
    CrossEntropyGradients gradients;
    chunked(problem, &gradients);
    const Tensor once = gradients.hidden;
    chunked(problem, &gradients);
    QVERIFY(torch::equal(gradients.hidden, once)); // not this one: it is the rows' own
    QVERIFY(torch::allclose(gradients.weight, expected[1], 1e-12, 1e-12));
    QVERIFY(torch::allclose(gradients.bias, expected[2], 1e-12, 1e-12));
}

void ChunkedCrossEntropyTest::largeLogitsStayFinite() {
    Problem problem = randomProblem(10, true, torch::kFloat);
    problem.hidden = (problem.hidden.detach() * 1e4).requires_grad_();
    CrossEntropyGradients gradients;
    const double loss = chunked(problem, &gradients);
    QVERIFY(std::abs(loss / reference(problem).item<double>() - 1.0) < 1e-5);
    for (const Tensor& gradient : tensorsOf(gradients))
        QVERIFY(torch::isfinite(gradient).all().item<bool>());
}

void ChunkedCrossEntropyTest::noRowsCostNothing() {
    const Problem problem = randomProblem(0, true, torch::kFloat);
    CrossEntropyGradients gradients;
    QCOMPARE(chunked(problem, &gradients), 0.0);
    QVERIFY(!gradients.weight.defined());
    QVERIFY(gradients.bias.eq(0.0).all().item<bool>());
}

void ChunkedCrossEntropyTest::lossNeedsNoGradient() {
    const Problem problem = randomProblem(20, true, torch::kFloat);
    CrossEntropyGradients gradients;
    const double loss = chunked(problem, &gradients);
    QCOMPARE(chunked(problem), loss);
}

QTEST_GUILESS_MAIN(ChunkedCrossEntropyTest)
#include "chunked_cross_entropy_test.moc"
