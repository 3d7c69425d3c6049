// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/softmax_kernels.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <hwy/targets.h>
#include <limits>
#include <random>

using namespace tempera;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double guard = 12345.0;

std::vector<float> randomLogits(std::size_t count) {
    std::mt19937_64 random(count);
    std::normal_distribution<float> normal(-3.0F, 6.0F);
    std::vector<float> logits(count);
    for (float& logit : logits)
        logit = normal(random);
    return logits;
}

bool close(double value, long double expected, double tolerance) {
    return std::abs(static_cast<long double>(value) - expected) <=
           tolerance * (1.0L + std::abs(expected));
}

/// The definition, summed in long double; only tokens from `threshold` on.
struct Expected {
    std::size_t count = 0;
    long double total = 0.0L;
    long double weighted = 0.0L;

    Expected(const std::vector<float>& logits, double temperature,
             float threshold = std::numeric_limits<float>::lowest()) {
        const long double maximum = *std::ranges::max_element(logits);
        for (const float logit : logits) {
            const long double weight = std::exp((logit - maximum) / temperature);
            if (logit < threshold)
                continue;
            ++count;
            total += weight;
            weighted += weight * (logit - maximum);
        }
    }

    void compare(const SoftmaxSums& sums) const {
        QCOMPARE(sums.count, count);
        QVERIFY(close(sums.total, total, 1e-13));
        QVERIFY(close(sums.weighted, weighted, 1e-13));
    }
};

} // namespace

class SoftmaxKernelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sums_data() {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("temperature");
        // Around one and two vectors of 2 to 8 doubles.
        for (const int count : {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 1'000, 15'000})
            for (const double temperature : {0.05, 0.7, 1.0, 5.0, infinity})
                QTest::addRow("%d at %g", count, temperature) << count << temperature;
    }

    void sums() {
        QFETCH(int, count);
        QFETCH(double, temperature);
        const auto logits = randomLogits(static_cast<std::size_t>(count));
        const float maximum = *std::ranges::max_element(logits);
        const Expected expected(logits, temperature);
        expected.compare(softmaxSums(logits, maximum, temperature));
        std::vector<double> weights(logits.size() + 1, guard);
        expected.compare(
            softmaxWeights(logits, maximum, temperature, std::span(weights).first(logits.size())));
        QCOMPARE(weights.back(), guard);
        for (std::size_t id = 0; id < logits.size(); ++id)
            QVERIFY(close(weights[id],
                          std::exp((static_cast<long double>(logits[id]) - maximum) / temperature),
                          1e-15));
        const float threshold = logits[logits.size() / 2];
        Expected(logits, temperature, threshold)
            .compare(sumsFrom(threshold, logits, maximum, weights));
    }

    void everyInstructionSetOfThisProcessorAgrees() {
        const auto logits = randomLogits(1'003);
        const float maximum = *std::ranges::max_element(logits);
        const auto available = hwy::SupportedTargets();
        for (auto rest = available; rest != 0; rest &= rest - 1) {
            hwy::SetSupportedTargetsForTest(rest & -rest); // one at a time
            Expected(logits, 0.7).compare(softmaxSums(logits, maximum, 0.7));
            std::vector<double> weights(logits.size());
            softmaxWeights(logits, maximum, 0.7, weights);
            Expected(logits, 0.7, 0.0F).compare(sumsFrom(0.0F, logits, maximum, weights));
            QCOMPARE(finiteRange(logits)->highest, maximum);
            QVERIFY(!finiteRange(std::vector<float>(37, NAN)).has_value());
        }
        hwy::SetSupportedTargetsForTest(0); // whatever there is
    }

    void weightsAreExactWhereTheyMustBe() {
        const std::vector<float> logits{2.0F, -1e30F, 2.0F, 1.0F};
        std::vector<double> weights(4);
        for (const double temperature : {1e-320, 1e-6, 1.0, 1e6}) {
            softmaxWeights(logits, 2.0F, temperature, weights);
            QCOMPARE(weights[0], 1.0);
            QCOMPARE(weights[2], 1.0);
            QCOMPARE(weights[1], 0.0);
        }
        softmaxWeights(logits, 2.0F, infinity, weights);
        QCOMPARE(weights, std::vector<double>(4, 1.0));
    }

    void denormalWeightsAreZero() {
        const std::vector<float> logits{0.0F, -707.9F, -708.1F, -740.0F};
        std::vector<double> weights(4);
        softmaxWeights(logits, 0.0F, 1.0, weights);
        QVERIFY(weights[1] > 0.0);
        QVERIFY(weights[2] == 0.0 && weights[3] == 0.0);
    }

    void entropyOfKnownSums() {
        // By hand: four equal tokens; one token alone; a token of 1/2 and two of 1/4, whose logits
        // are ln 2 lower: Z = 2, sum w (l - m) = -ln 2.
        QCOMPARE(entropyBits({4, 4.0, 0.0}, 0.7), 2.0);
        QCOMPARE(entropyBits({1, 1.0, 0.0}, 1.0), 0.0);
        QCOMPARE(entropyBits({3, 2.0, -std::log(2.0)}, 1.0), 1.5);
        // At T = 2 the same weights belong to logits twice as low.
        QCOMPARE(entropyBits({3, 2.0, -2.0 * std::log(2.0)}, 2.0), 1.5);
    }

    void rangesOfFiniteLogits() {
        for (const std::size_t count : {1U, 3U, 16U, 17U, 100U}) {
            auto logits = randomLogits(count);
            const auto [low, high] = std::ranges::minmax(logits);
            const auto range = finiteRange(logits);
            QVERIFY(range.has_value());
            QCOMPARE(range->lowest, low);
            QCOMPARE(range->highest, high);
            for (std::size_t place = 0; place < count; ++place)
                for (const float bad : {std::numeric_limits<float>::quiet_NaN(),
                                        std::numeric_limits<float>::infinity(),
                                        -std::numeric_limits<float>::infinity()}) {
                    const float kept = std::exchange(logits[place], bad);
                    QVERIFY(!finiteRange(logits).has_value());
                    logits[place] = kept;
                }
        }
        QVERIFY(!finiteRange({}).has_value());
    }
};

QTEST_GUILESS_MAIN(SoftmaxKernelsTest)
#include "softmax_kernels_test.moc"
