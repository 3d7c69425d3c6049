// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/distribution.h"
#include "support/any_chain.h"
#include "support/chi_square.h"
#include "support/naive_sampling.h"

#include <QtTest>
#include <cmath>
#include <random>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::test;

namespace {

/// Needles at even distances: the counts then differ from n p by 1 at most, not by chance.
std::vector<std::uint64_t> evenCounts(Distribution& distribution, std::size_t draws) {
    std::vector<std::uint64_t> counts(distribution.vocabularySize());
    for (std::size_t i = 0; i < draws; ++i) {
        const double u = (static_cast<double>(i) + 0.5) / static_cast<double>(draws);
        ++counts[static_cast<std::size_t>(distribution.pick(u).id)];
    }
    return counts;
}

} // namespace

class DistributionPickTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pickDescribesItself();
    void anyTokensRankAndFigures();
    void largeVocabularies_data();
    void largeVocabularies();
    void picksFollowTheProbabilities_data();
    void picksFollowTheProbabilities();
    void hotterNeverPicksAMoreProbableToken();
};

void DistributionPickTest::pickDescribesItself() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        Distribution distribution(logits, *anyChain());
        const double u = *anyShare();
        const Pick pick = distribution.pick(u);
        RC_ASSERT(pick.rank >= 1U);
        RC_ASSERT(pick.rank <= distribution.candidateCount());
        RC_ASSERT(distribution.tokenAtRank(pick.rank) == pick.id);
        RC_ASSERT(pick.probability == distribution.probability(pick.id));
        RC_ASSERT(pick.probability > 0.0);
        RC_ASSERT(std::abs(std::exp(pick.logProbability) - pick.probability) < 1e-12);
    }));
}

void DistributionPickTest::anyTokensRankAndFigures() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        const SamplerChain chain = *anyChain();
        const NaiveDistribution naive = naiveDistribution(logits, chain);
        const Distribution distribution(logits, chain);
        for (std::size_t rank = 1; rank <= logits.size(); ++rank) {
            const TokenId id = naive.ranking[rank - 1];
            const bool kept = !naive.removedBy[rank - 1].has_value();
            RC_ASSERT(distribution.rankOf(id) == rank);
            RC_ASSERT(distribution.keeps(id) == kept);
            const Pick figures = distribution.figuresOf(id);
            const auto expected = static_cast<double>(naive.probabilities[rank - 1]);
            RC_ASSERT(figures.id == id && figures.rank == rank);
            RC_ASSERT(std::abs(figures.probability - expected) <= 1e-12);
            if (expected > 1e-300)
                RC_ASSERT(std::abs(figures.logProbability - std::log(expected)) < 1e-9);
            if (!kept)
                RC_ASSERT(figures.probability == 0.0 && figures.logProbability == -infinity);
        }
    }));
}

void DistributionPickTest::largeVocabularies_data() {
    picksFollowTheProbabilities_data();
    QTest::newRow("wide top-k") << SamplerChain{topK(3'000)};
    QTest::newRow("wide top-p") << SamplerChain{temperature(5.0), topP(0.97)};
    QTest::newRow("wide min-p") << SamplerChain{temperature(5.0), minP(0.01)};
    QTest::newRow("cold") << SamplerChain{temperature(0.05), topP(0.9999)};
    QTest::newRow("greedy") << SamplerChain{temperature(0.0), topP(0.5)};
}

// A real vocabulary's size, where sums are taken over ranges and not token by token.
void DistributionPickTest::largeVocabularies() {
    QFETCH(SamplerChain, chain);
    for (const bool ties : {false, true}) {
        Logits logits = normalLogits(15'001, 2.5, 8);
        if (ties)
            std::ranges::transform(logits, logits.begin(),
                                   [](float logit) { return std::round(2.0F * logit); });
        const NaiveDistribution naive = naiveDistribution(logits, chain);
        Distribution distribution(logits, chain);
        QCOMPARE(distribution.candidateCount(), naive.candidates);
        QVERIFY(std::abs(distribution.entropyBits() - static_cast<double>(naive.entropyBits())) <
                1e-9);
        const auto probabilities = naive.byId();
        for (std::size_t id = 0; id < logits.size(); ++id)
            QVERIFY(std::abs(distribution.probability(static_cast<TokenId>(id)) -
                             probabilities[id]) <= 1e-12);
        // The needle in the middle of a token's own stretch.
        long double cumulative = 0.0L;
        for (std::size_t rank = 1; rank <= naive.candidates; ++rank) {
            const long double p = naive.probabilities[rank - 1];
            const bool looked = rank < 5 || rank % 97 == 0 || rank == naive.candidates;
            if (looked && p > 1e-12L) {
                const Pick pick = distribution.pick(static_cast<double>(cumulative + p / 2.0L));
                QCOMPARE(pick.rank, rank);
                QCOMPARE(pick.id, naive.ranking[rank - 1]);
            }
            cumulative += p;
        }
    }
}

void DistributionPickTest::picksFollowTheProbabilities_data() {
    QTest::addColumn<SamplerChain>("chain");
    QTest::newRow("nothing") << SamplerChain{};
    QTest::newRow("T 0.2") << SamplerChain{temperature(0.2)};
    QTest::newRow("T 0.7") << SamplerChain{temperature(0.7)};
    QTest::newRow("T 1.5") << SamplerChain{temperature(1.5)};
    QTest::newRow("T 5") << SamplerChain{temperature(5.0)};
    QTest::newRow("uniform") << SamplerChain{temperature(infinity)};
    QTest::newRow("top-k") << SamplerChain{topK(5)};
    QTest::newRow("T then top-p") << SamplerChain{temperature(1.5), topP(0.8)};
    QTest::newRow("top-p then T") << SamplerChain{topP(0.8), temperature(1.5)};
    QTest::newRow("all") << SamplerChain{topK(30), minP(0.02), temperature(1.2), topP(0.9)};
}

void DistributionPickTest::picksFollowTheProbabilities() {
    QFETCH(SamplerChain, chain);
    const Logits logits = normalLogits(50, 1.5, 3);
    const auto expected = naiveDistribution(logits, chain).byId();
    Distribution distribution(logits, chain);

    constexpr std::size_t draws = 100'000;
    const auto even = evenCounts(distribution, draws);
    for (std::size_t id = 0; id < logits.size(); ++id)
        QVERIFY(std::abs(static_cast<double>(even[id]) - draws * expected[id]) <= 1.0 + 1e-6);

    std::mt19937_64 random(4);
    std::uniform_real_distribution<double> uniform(0.0, 1.0);
    std::vector<std::uint64_t> counts(logits.size());
    for (std::size_t i = 0; i < draws; ++i)
        ++counts[static_cast<std::size_t>(distribution.pick(uniform(random)).id)];
    const double deviate = chiSquareDeviate(counts, expected);
    QVERIFY2(std::abs(deviate) < 4.0, qPrintable(QString::number(deviate)));
}

void DistributionPickTest::hotterNeverPicksAMoreProbableToken() {
    QVERIFY(rc::check([] {
        const Logits logits = *anyLogits();
        // Whatever fixes the candidates before the temperature acts keeps the promise.
        const SamplerChain before =
            *rc::gen::element(SamplerChain{}, SamplerChain{topK(20)}, SamplerChain{topP(0.83)});
        auto [cold, hot] = *rc::gen::pair(anyTemperature(), anyTemperature());
        if (cold > hot)
            std::swap(cold, hot);
        const double u = *anyShare();
        const auto rankAt = [&](double t) {
            SamplerChain chain = before;
            chain.push_back(temperature(t));
            return Distribution(logits, chain).pick(u).rank;
        };
        RC_ASSERT(rankAt(cold) <= rankAt(hot));
    }));
}

QTEST_GUILESS_MAIN(DistributionPickTest)
#include "distribution_pick_test.moc"
