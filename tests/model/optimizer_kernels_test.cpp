// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/optimizer_kernels.h"

#include <QtTest>
#include <cmath>
#include <random>
#include <vector>

using namespace tempera;

namespace {

std::vector<float> randomNumbers(std::size_t count, unsigned seed, bool positive = false) {
    std::mt19937 random(seed);
    std::normal_distribution<float> normal;
    std::vector<float> numbers(count);
    for (float& number : numbers)
        number = positive ? std::abs(normal(random)) : normal(random);
    return numbers;
}

bool isNear(float value, double expected) {
    return std::abs(static_cast<double>(value) - expected) <= 2e-6 * (1.0 + std::abs(expected));
}

} // namespace

/// Against the formulas in double precision; sizes below, at and beyond whole vectors.
class OptimizerKernelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rmsPropIsTheFormula() {
        for (const std::size_t count : {1U, 7U, 16U, 100U, 1'003U}) {
            const auto before = randomNumbers(count, 1);
            const auto gradient = randomNumbers(count, 2);
            const auto memory = randomNumbers(count, 3, /*positive=*/true);
            auto weights = before;
            auto velocity = memory;
            updateByRmsProp(weights.data(), gradient.data(), velocity.data(), count,
                            {0.5F, 0.9F, 0.1F, 1e-3F, 0.02F});
            for (std::size_t i = 0; i < count; ++i) {
                const double g = 0.5 * static_cast<double>(gradient[i]);
                const double v = 0.9 * static_cast<double>(memory[i]) + 0.1 * g * g;
                QVERIFY(isNear(velocity[i], v));
                QVERIFY(isNear(weights[i],
                               static_cast<double>(before[i]) - 0.02 * g / std::sqrt(v + 1e-3)));
            }
        }
    }

    void adamWIsTheFormula() {
        AdamWFactors factors;
        factors.gradientScale = 0.25F;
        factors.epsilon = 1e-3F;
        factors.secondCorrection = 0.0297F;
        factors.stepSize = 0.05F;
        factors.kept = 0.9F;
        for (const std::size_t count : {1U, 7U, 16U, 100U, 1'003U}) {
            const auto before = randomNumbers(count, 1);
            const auto gradient = randomNumbers(count, 2);
            const auto first = randomNumbers(count, 3);
            const auto second = randomNumbers(count, 4, /*positive=*/true);
            auto weights = before;
            auto m = first;
            auto v = second;
            updateByAdamW(weights.data(), gradient.data(), m.data(), v.data(), count, factors);
            for (std::size_t i = 0; i < count; ++i) {
                const double g = 0.25 * static_cast<double>(gradient[i]);
                const double mean = 0.9 * static_cast<double>(first[i]) + 0.1 * g;
                const double square = 0.99 * static_cast<double>(second[i]) + 0.01 * g * g;
                const double step = 0.05 * mean / (std::sqrt(square / 0.0297) + 1e-3);
                QVERIFY(isNear(m[i], mean));
                QVERIFY(isNear(v[i], square));
                QVERIFY(isNear(weights[i], 0.9 * static_cast<double>(before[i]) - step));
            }
        }
    }
};

QTEST_GUILESS_MAIN(OptimizerKernelsTest)
#include "optimizer_kernels_test.moc"
