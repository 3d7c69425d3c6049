// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/distribution.h"

#include "core/system/error.h"
#include "support/any_chain.h"
#include "support/naive_sampling.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::test;

class DistributionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithTheDefinitions();
    void probabilitiesAddUpToOne();
    void extremeValues_data();
    void extremeValues();
    void greedyTakesTheLowestOfEqualTokens();
    void infiniteTemperatureIsUniformOverTheCandidates();
    void theOrderOfSamplersMatters();
    void topPOfOneKeepsEverything();
    void topPCountsEqualTokensAsAPersonDoes();
    void entropyIsBounded();
    void entropyOfKnownDistributions_data();
    void entropyOfKnownDistributions();
    void effectsTellTheCandidates();
    void unusableLogits_data();
    void unusableLogits();
    void invalidChainIsASettingError();
};

void DistributionTest::agreesWithTheDefinitions() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        const SamplerChain chain = *anyChain();
        const NaiveDistribution naive = naiveDistribution(logits, chain);
        Distribution distribution(logits, chain);
        RC_ASSERT(distribution.candidateCount() == naive.candidates);
        for (std::size_t rank = 1; rank <= logits.size(); ++rank) {
            const TokenId id = distribution.tokenAtRank(rank);
            RC_ASSERT(id == naive.ranking[rank - 1]);
            RC_ASSERT(distribution.removedBy(rank) == naive.removedBy[rank - 1]);
            const auto expected = static_cast<double>(naive.probabilities[rank - 1]);
            RC_ASSERT(std::abs(distribution.probability(id) - expected) <= 1e-12);
        }
        RC_ASSERT(std::abs(distribution.entropyBits() - static_cast<double>(naive.entropyBits())) <
                  1e-9);
        RC_ASSERT(std::abs(std::log2(distribution.effectiveChoices()) -
                           distribution.entropyBits()) < 1e-12);
    }));
}

void DistributionTest::probabilitiesAddUpToOne() {
    for (const double t : {0.05, 0.2, 1.0, 5.0, infinity}) {
        const Logits logits = normalLogits(15'000, 4.0, 1);
        const Distribution distribution(logits, {temperature(t)});
        double sum = 0.0;
        for (TokenId id = 0; id < 15'000; ++id)
            sum += distribution.probability(id);
        QVERIFY(std::abs(sum - 1.0) <= 1e-12);
    }
}

void DistributionTest::extremeValues_data() {
    QTest::addColumn<Logits>("logits");
    QTest::addColumn<double>("t");
    QTest::newRow("cold") << Logits{1.0F, 1.000001F, 0.5F} << 1e-6;
    QTest::newRow("colder than any difference") << Logits{3.0F, 1.0F, 2.0F} << 1e-320;
    QTest::newRow("hot") << Logits{100.0F, -100.0F, 0.0F} << 1e6;
    QTest::newRow("huge logits") << Logits{1e30F, -1e30F, 0.0F} << 1.0;
    QTest::newRow("huge logits, hot") << Logits{1e30F, -1e30F, 0.0F} << 1e30;
    QTest::newRow("huge and equal") << Logits{1e30F, 1e30F, -1e30F} << 0.7;
    QTest::newRow("the largest floats") << Logits{3.4e38F, -3.4e38F, 3.3e38F} << 1e38;
    QTest::newRow("far below") << Logits{-1e30F, -1e30F} << 1.0;
    QTest::newRow("one token") << Logits{-7.0F} << 0.3;
    QTest::newRow("one token, greedy") << Logits{-7.0F} << 0.0;
    QTest::newRow("one token, uniform") << Logits{-7.0F} << infinity;
}

void DistributionTest::extremeValues() {
    QFETCH(Logits, logits);
    QFETCH(double, t);
    Distribution distribution(logits, {temperature(t)});
    const auto expected = naiveDistribution(logits, {temperature(t)});
    const auto probabilities = expected.byId();
    for (std::size_t id = 0; id < logits.size(); ++id)
        QVERIFY(std::abs(distribution.probability(static_cast<TokenId>(id)) - probabilities[id]) <
                1e-12);
    QVERIFY(std::abs(distribution.entropyBits() - static_cast<double>(expected.entropyBits())) <
            1e-9);
    for (const double u : {0.0, 0.5, std::nextafter(1.0, 0.0)}) {
        const Pick pick = distribution.pick(u);
        QVERIFY(pick.probability > 0.0);
        QVERIFY(std::isfinite(pick.logProbability));
    }
}

void DistributionTest::greedyTakesTheLowestOfEqualTokens() {
    const Logits logits{1.0F, 4.0F, 2.0F, 4.0F, 4.0F};
    Distribution distribution(logits, {temperature(0.0)});
    for (const double u : {0.0, 0.4, 0.999999})
        QCOMPARE(distribution.pick(u).id, 1);
    QCOMPARE(distribution.probability(1), 1.0);
    QCOMPARE(distribution.probability(3), 0.0);
    QCOMPARE(distribution.entropyBits(), 0.0);
    QCOMPARE(distribution.effectiveChoices(), 1.0);
}

void DistributionTest::infiniteTemperatureIsUniformOverTheCandidates() {
    const Logits logits = normalLogits(100, 3.0, 2);
    for (const SamplerChain& chain :
         {SamplerChain{topK(7), temperature(infinity)}, {temperature(infinity), topK(7)}}) {
        Distribution distribution(logits, chain);
        for (std::size_t rank = 1; rank <= 100; ++rank)
            QCOMPARE(distribution.probability(distribution.tokenAtRank(rank)),
                     rank <= 7 ? 1.0 / 7.0 : 0.0);
    }
}

void DistributionTest::theOrderOfSamplersMatters() {
    // By hand: softmax(3, 2, 1) = 0.665, 0.245, 0.090, so 0.8 needs two of them; at T = 0.5 it is
    // 0.867, 0.117, 0.016, and one is enough. Two at T = 0.5: e^2 / (e^2 + 1) of the first.
    const Logits logits{3.0F, 2.0F, 1.0F};
    Distribution temperatureFirst(logits, {temperature(0.5), topP(0.8)});
    QCOMPARE(temperatureFirst.candidateCount(), 1U);
    QCOMPARE(temperatureFirst.probability(0), 1.0);
    Distribution temperatureLast(logits, {topP(0.8), temperature(0.5)});
    QCOMPARE(temperatureLast.candidateCount(), 2U);
    QCOMPARE(temperatureLast.probability(0), std::exp(2.0) / (std::exp(2.0) + 1.0));
    QCOMPARE(temperatureLast.probability(2), 0.0);
}

void DistributionTest::topPOfOneKeepsEverything() {
    // The whole probability needs the whole ranking. The tail is lost in a sum's rounding, but at a
    // high temperature it would count.
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Logits logits = normalLogits(1'000, 15.0, seed);
        const Distribution distribution(logits, {topP(1.0), temperature(10.0)});
        QCOMPARE(distribution.candidateCount(), logits.size());
        const auto expected = naiveDistribution(logits, {temperature(10.0)}).byId();
        for (std::size_t id = 0; id < logits.size(); ++id)
            QVERIFY(std::abs(distribution.probability(static_cast<TokenId>(id)) - expected[id]) <
                    1e-12);
    }
    // Greedy has nothing but its first token.
    const Logits few{1.0F, 2.0F, 0.0F};
    QCOMPARE(Distribution(few, {temperature(0.0), topP(1.0)}).candidateCount(), std::size_t{1});
}

void DistributionTest::topPCountsEqualTokensAsAPersonDoes() {
    // 0.07 is a little more than seven hundredths in double, 0.29 a little less than 29.
    const Logits equal(100, 0.0F);
    for (int percent = 1; percent <= 100; ++percent)
        QCOMPARE(Distribution(equal, {topP(percent / 100.0)}).candidateCount(),
                 static_cast<std::size_t>(percent));
}

void DistributionTest::entropyIsBounded() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        const Distribution distribution(logits, *anyChain());
        const auto candidates = static_cast<double>(distribution.candidateCount());
        RC_ASSERT(distribution.entropyBits() >= 0.0);
        RC_ASSERT(distribution.entropyBits() <= std::log2(candidates) + 1e-12);
        RC_ASSERT(distribution.effectiveChoices() <= candidates * (1.0 + 1e-12));
    }));
}

void DistributionTest::entropyOfKnownDistributions_data() {
    QTest::addColumn<Logits>("logits");
    QTest::addColumn<double>("bits");
    const auto of = [](double p) { return static_cast<float>(std::log(p)); };
    QTest::newRow("fair coin") << Logits{2.0F, 2.0F} << 1.0;
    QTest::newRow("1024 equal") << Logits(1024, -3.0F) << 10.0;
    QTest::newRow("halves") << Logits{of(0.5), of(0.25), of(0.125), of(0.125)} << 1.75;
    QTest::newRow("certain") << Logits{0.0F, -200.0F} << 0.0;
}

void DistributionTest::entropyOfKnownDistributions() {
    QFETCH(Logits, logits);
    QFETCH(double, bits);
    const Distribution distribution(logits, {});
    QVERIFY(std::abs(distribution.entropyBits() - bits) < 1e-6); // float logits
    QVERIFY(std::abs(distribution.effectiveChoices() - std::exp2(bits)) < 1e-6 * std::exp2(bits));
}

void DistributionTest::effectsTellTheCandidates() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        const SamplerChain chain = *anyChain();
        const Distribution distribution(logits, chain);
        RC_ASSERT(distribution.effects().size() == chain.size());
        std::size_t before = logits.size();
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const SamplerEffect& effect = distribution.effects()[i];
            const SamplerChain upToHere(chain.begin(),
                                        chain.begin() + static_cast<std::ptrdiff_t>(i + 1));
            RC_ASSERT(effect.sampler == chain[i]);
            RC_ASSERT(effect.candidatesBefore == before);
            RC_ASSERT(effect.candidatesAfter == naiveDistribution(logits, upToHere).candidates);
            before = effect.candidatesAfter;
        }
        RC_ASSERT(before == distribution.candidateCount());
    }));
}

void DistributionTest::unusableLogits_data() {
    QTest::addColumn<Logits>("logits");
    constexpr float infinite = std::numeric_limits<float>::infinity();
    QTest::newRow("none") << Logits{};
    QTest::newRow("not a number") << Logits{0.0F, std::numeric_limits<float>::quiet_NaN()};
    QTest::newRow("infinity") << Logits{infinite, 0.0F};
    QTest::newRow("minus infinity") << Logits{0.0F, -infinite};
}

void DistributionTest::unusableLogits() {
    QFETCH(Logits, logits);
    QVERIFY_EXCEPTION_THROWN(Distribution(logits, {}), Error);
}

void DistributionTest::invalidChainIsASettingError() {
    const Logits logits{1.0F, 2.0F};
    QVERIFY_EXCEPTION_THROWN(Distribution(logits, {temperature(-1.0)}), SettingError);
    QVERIFY_EXCEPTION_THROWN(Distribution(logits, {topK(1), topK(2)}), SettingError);
}

QTEST_GUILESS_MAIN(DistributionTest)
#include "distribution_test.moc"
