// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_kernels.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

using namespace tempera;

namespace {

constexpr std::size_t rowCount = 3;

std::vector<float> randomNumbers(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> numbers(count);
    std::ranges::generate(numbers, [&] { return normal(random); });
    return numbers;
}

/// Phi in double precision.
double normalCumulative(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

} // namespace

class LayerKernelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void geluIsTheFormula() {
        std::vector<float> values;
        for (int i = -2'000; i <= 2'000; ++i)
            values.push_back(0.005F * static_cast<float>(i)); // -10 to 10
        const std::vector<float> bias(values.size(), 0.0F);
        const std::vector<float> gradient(values.size(), 2.0F);
        std::vector<float> outputs(values.size());
        addBiasAndGelu(values.data(), 1, values.size(), bias.data(), outputs.data());
        std::vector<float> slopes(values.size());
        std::vector<float> sums(values.size(), 0.5F);
        geluGradient(gradient.data(), values.data(), 1, values.size(), slopes.data(), sums.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto x = static_cast<double>(values[i]);
            const double density = std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi);
            const double slope = 2.0 * (normalCumulative(x) + x * density);
            QVERIFY(std::abs(static_cast<double>(outputs[i]) - x * normalCumulative(x)) <
                    3e-7 * (1.0 + std::abs(x)));
            QVERIFY(std::abs(static_cast<double>(slopes[i]) - slope) < 2e-6);
            QCOMPARE(sums[i], 0.5F + slopes[i]);
        }
    }

    /// All numbers here are made by one operation each, so they have to be exact.
    void everyWidth_data() {
        QTest::addColumn<int>("width");
        for (const int width : {1, 5, 16, 33, 100})
            QTest::addRow("%d", width) << width;
    }

    void everyWidth() {
        QFETCH(int, width);
        const auto size = static_cast<std::size_t>(width);
        const auto values = randomNumbers(rowCount * size, 1);
        const auto bias = randomNumbers(size, 2);
        const auto outputs = randomNumbers(rowCount * size, 3);
        auto biased = values;
        addBias(biased.data(), rowCount, size, bias.data());
        auto positive = values;
        addBiasAndRectify(positive.data(), rowCount, size, bias.data());
        std::vector<float> sums(size, 0.5F);
        addRowSums(values.data(), rowCount, size, sums.data());
        std::vector<float> passed(values.size());
        std::vector<float> passedSums(size, 0.25F);
        rectifyGradient(values.data(), outputs.data(), rowCount, size, passed.data(),
                        passedSums.data());
        for (std::size_t column = 0; column < size; ++column) {
            float sum = 0.5F;
            float passedSum = 0.25F;
            for (std::size_t row = 0; row < rowCount; ++row) {
                const std::size_t i = row * size + column;
                QCOMPARE(biased[i], values[i] + bias[column]);
                QCOMPARE(positive[i], std::max(0.0F, values[i] + bias[column]));
                const float gradient = outputs[i] > 0.0F ? values[i] : 0.0F;
                QCOMPARE(passed[i], gradient);
                sum += values[i];
                passedSum += gradient;
            }
            QCOMPARE(sums[column], sum);
            QCOMPARE(passedSums[column], passedSum);
        }
    }
};

QTEST_GUILESS_MAIN(LayerKernelsTest)
#include "layer_kernels_test.moc"
