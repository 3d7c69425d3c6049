// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/entropy_curve.h"

#include "core/system/error.h"
#include "support/naive_sampling.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

using namespace tempera;

namespace {

using Logits = std::vector<float>;
constexpr double infinity = std::numeric_limits<double>::infinity();

Logits normalLogits(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<float> normal(0.0F, 3.0F);
    Logits logits(count);
    for (float& logit : logits)
        logit = normal(random);
    return logits;
}

} // namespace

class EntropyCurveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void temperaturesAreEvenOnALogarithmicScale();
    void agreesWithTheDefinition_data();
    void agreesWithTheDefinition();
    void twoTokensByHand();
    void risesFromGreedyToUniform();
    void refusals();
};

void EntropyCurveTest::temperaturesAreEvenOnALogarithmicScale() {
    const auto temperatures = logarithmicTemperatures(0.05, 5.0, 60);
    QCOMPARE(temperatures.size(), std::size_t{60});
    QVERIFY(temperatures.front() == 0.05 && temperatures.back() == 5.0); // exactly
    for (std::size_t i = 1; i < 60; ++i)
        QCOMPARE(temperatures[i] / temperatures[i - 1], std::pow(100.0, 1.0 / 59.0));
    // By hand: three from 0.1 to 10 meet at 1.
    QCOMPARE(logarithmicTemperatures(0.1, 10.0, 3)[1], 1.0);
    QVERIFY(logarithmicTemperatures(0.5, 2.0, 2) == (std::vector<double>{0.5, 2.0}));
}

void EntropyCurveTest::agreesWithTheDefinition_data() {
    QTest::addColumn<SamplerChain>("chain");
    const Sampler t{SamplerKind::temperature, 123.0}; // is replaced
    const Sampler k{SamplerKind::topK, 30};
    const Sampler p{SamplerKind::topP, 0.79314}; // no share of equal tokens: rounding would decide
    const Sampler m{SamplerKind::minP, 0.02};
    QTest::newRow("nothing") << SamplerChain{};
    QTest::newRow("temperature") << SamplerChain{t};
    QTest::newRow("truncation alone") << SamplerChain{p};
    QTest::newRow("temperature last") << SamplerChain{k, p, m, t};
    QTest::newRow("temperature first") << SamplerChain{t, k, p, m};
    QTest::newRow("in between") << SamplerChain{k, t, p};
    QTest::newRow("in between, another") << SamplerChain{m, t, k};
}

void EntropyCurveTest::agreesWithTheDefinition() {
    QFETCH(SamplerChain, chain);
    std::vector<double> temperatures = logarithmicTemperatures(0.05, 5.0, 20);
    temperatures.insert(temperatures.end(), {0.0, 1e-6, 1e6, infinity});
    for (const std::size_t size : {1U, 2U, 50U, 1'000U}) {
        Logits logits = normalLogits(size, size);
        for (const bool ties : {false, true}) {
            if (ties)
                std::ranges::transform(logits, logits.begin(),
                                       [](float logit) { return std::round(logit); });
            const auto curve = entropyCurve(logits, chain, temperatures);
            QCOMPARE(curve.size(), temperatures.size());
            for (std::size_t i = 0; i < temperatures.size(); ++i) {
                const auto naive =
                    test::naiveDistribution(logits, withTemperature(chain, temperatures[i]));
                QVERIFY(std::abs(curve[i] - static_cast<double>(naive.entropyBits())) < 1e-9);
            }
        }
    }
}

void EntropyCurveTest::twoTokensByHand() {
    // Logits ln 3 apart: at T = 1 it is 3/4 and 1/4, 2 - (3/4) log2 3 bits; at T = 1/2 9/10 and
    // 1/10.
    const Logits logits{0.0F, std::log(3.0F)};
    const auto curve = entropyCurve(logits, {}, std::vector<double>{1.0, 0.5, infinity, 0.0});
    QVERIFY(std::abs(curve[0] - (2.0 - 0.75 * std::log2(3.0))) < 1e-6); // the logit is a float
    QVERIFY(std::abs(curve[1] - (std::log2(10.0) - 0.9 * std::log2(9.0))) < 1e-6);
    QCOMPARE(curve[2], 1.0);
    QCOMPARE(curve[3], 0.0);
}

void EntropyCurveTest::risesFromGreedyToUniform() {
    const Logits logits = normalLogits(15'000, 3);
    const auto curve = entropyCurve(logits, {}, logarithmicTemperatures(0.05, 5.0, 60));
    QVERIFY(std::ranges::is_sorted(curve, std::less_equal{}));
    QVERIFY(curve.back() < std::log2(15'000.0));
}

void EntropyCurveTest::refusals() {
    const Logits logits{1.0F, 2.0F};
    const std::vector<double> one{1.0};
    QVERIFY_EXCEPTION_THROWN(entropyCurve(logits, {}, std::vector<double>{-1.0}), SettingError);
    QVERIFY_EXCEPTION_THROWN(entropyCurve(logits, {{SamplerKind::topK, 0.0}}, one), SettingError);
    // One kind twice, even on both sides of the temperature.
    const SamplerChain twice{
        {SamplerKind::topK, 2}, {SamplerKind::temperature, 1}, {SamplerKind::topK, 1}};
    QVERIFY_EXCEPTION_THROWN(entropyCurve(logits, twice, one), SettingError);
    QVERIFY_EXCEPTION_THROWN(entropyCurve(Logits{}, {}, one), Error);
    QVERIFY_EXCEPTION_THROWN(
        entropyCurve(Logits{1.0F, std::numeric_limits<float>::infinity()}, {}, one), Error);
}

QTEST_GUILESS_MAIN(EntropyCurveTest)
#include "entropy_curve_test.moc"
