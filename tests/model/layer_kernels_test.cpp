// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layer_kernels.h"

#include <QtTest>
#include <algorithm>
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

} // namespace

/// Each number is made by one operation, so all of them have to be exact.
class LayerKernelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
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
