// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/cross_entropy_kernel.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace tempera;

namespace {

constexpr double whole = 1.0; ///< the gradient as it is

struct Row {
    std::vector<float> values;
    std::vector<float> bias;
    std::size_t target;
};

Row randomRow(std::size_t size, float spread, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal(0.0F, spread);
    Row row{std::vector<float>(size), std::vector<float>(size), random() % size};
    for (std::size_t i = 0; i < size; ++i) {
        row.values[i] = normal(random);
        row.bias[i] = normal(random);
    }
    return row;
}

/// The formula, in long double.
struct Expected {
    explicit Expected(const Row& row, bool biased) {
        std::vector<long double> logits;
        long double highest = -std::numeric_limits<long double>::infinity();
        for (std::size_t i = 0; i < row.values.size(); ++i) {
            // A float's sum, as the kernel's.
            logits.push_back(biased ? row.values[i] + row.bias[i] : row.values[i]);
            highest = std::max(highest, logits.back());
        }
        long double sum = 0.0L;
        for (const long double logit : logits)
            sum += std::exp(logit - highest);
        loss = static_cast<double>(std::log(sum) + highest - logits[row.target]);
        for (const long double logit : logits)
            gradient.push_back(static_cast<double>(std::exp(logit - highest) / sum));
        gradient[row.target] -= 1.0;
    }

    double loss;
    std::vector<double> gradient;
};

} // namespace

class CrossEntropyKernelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isTheFormula_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<double>("spread");
        // Shorter than a vector, whole vectors, with a rest, a real vocabulary.
        for (const int size : {1, 2, 3, 7, 16, 31, 32, 33, 64, 100, 15'000})
            for (const double spread : {0.01, 2.0, 40.0})
                QTest::addRow("%d, spread %g", size, spread) << size << spread;
    }

    void isTheFormula() {
        QFETCH(int, size);
        QFETCH(double, spread);
        for (const bool biased : {false, true}) {
            const Row row =
                randomRow(static_cast<std::size_t>(size), static_cast<float>(spread), 7);
            const Expected expected(row, biased);
            const float* const bias = biased ? row.bias.data() : nullptr;
            std::vector<float> values = row.values;
            const double evaluated = crossEntropyOfRow(values.data(), values.size(), row.target,
                                                       {bias, nullptr}, nullptr);
            values = row.values;
            std::vector<float> biasGradient(values.size(), 0.5F);
            constexpr double gradientScale = 0.25;
            const double loss = crossEntropyOfRow(values.data(), values.size(), row.target,
                                                  {bias, biasGradient.data()}, &gradientScale);
            QCOMPARE(evaluated, loss);
            QVERIFY(std::abs(loss - expected.loss) <= 1e-5 * (1.0 + std::abs(expected.loss)));
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double gradient = gradientScale * expected.gradient[i];
                QVERIFY(std::abs(static_cast<double>(values[i]) - gradient) < 2e-6);
                const double added = biased ? gradient : 0.0;
                QVERIFY(std::abs(static_cast<double>(biasGradient[i]) - 0.5 - added) < 2e-6);
            }
        }
    }

    void doublesAreExacter() {
        const Row row = randomRow(1'001, 3.0F, 3);
        const Expected expected(row, false);
        std::vector<double> values(row.values.begin(), row.values.end());
        const double loss = crossEntropyOfRow(values.data(), values.size(), row.target, {}, &whole);
        QVERIFY(std::abs(loss - expected.loss) < 1e-12);
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(values[i] - expected.gradient[i]) < 1e-13);
    }

    void gradientAddsUpToNothing() {
        Row row = randomRow(15'000, 5.0F, 11);
        crossEntropyOfRow(row.values.data(), row.values.size(), row.target, {}, &whole);
        double sum = 0.0;
        for (const float value : row.values)
            sum += static_cast<double>(value);
        QVERIFY(std::abs(sum) < 1e-5);
    }

    void whatIsNotFiniteIsNoLoss_data() {
        QTest::addColumn<float>("value");
        QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("infinity") << std::numeric_limits<float>::infinity();
        QTest::newRow("minus infinity") << -std::numeric_limits<float>::infinity();
    }

    void whatIsNotFiniteIsNoLoss() {
        QFETCH(float, value);
        for (const std::size_t place : {std::size_t{0}, std::size_t{50}, std::size_t{102}}) {
            Row row = randomRow(103, 1.0F, 5);
            row.values[place] = value;
            QVERIFY(
                std::isnan(crossEntropyOfRow(row.values.data(), row.values.size(), 3, {}, &whole)));
        }
    }

    void hugeLogitsAreNoTrouble() {
        std::vector<float> values{1e30F, -1e30F, 0.0F};
        QCOMPARE(crossEntropyOfRow(values.data(), values.size(), 0, {}, &whole), 0.0);
        QCOMPARE(values, (std::vector<float>{0.0F, 0.0F, 0.0F}));
    }
};

QTEST_GUILESS_MAIN(CrossEntropyKernelTest)
#include "cross_entropy_kernel_test.moc"
