// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/cumulative_search.h"

#include "core/system/denormals.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <rapidcheck.h>
#include <thread>

using namespace tempera;

namespace {

/// A ranking with its weights, some of them equal, sorted all through.
struct Ranking {
    std::vector<float> logits;
    std::vector<double> weights;
    std::vector<TokenId> order;

    Ranking(std::size_t count, int levels, std::uint64_t seed) : logits(count), order(count) {
        std::mt19937_64 random(seed);
        std::normal_distribution<float> normal(0.0F, 3.0F);
        for (float& logit : logits) {
            logit = normal(random);
            if (levels > 0)
                logit = std::round(logit * static_cast<float>(levels)) / static_cast<float>(levels);
        }
        for (const float logit : logits)
            weights.push_back(std::exp(static_cast<double>(logit)));
        std::iota(order.begin(), order.end(), TokenId{0});
        std::ranges::stable_sort(order, std::ranges::greater{},
                                 [this](TokenId id) { return at(id); });
    }

    float at(TokenId id) const { return logits[static_cast<std::size_t>(id)]; }
    LogitRange range(std::size_t candidates) const {
        return {at(order[candidates - 1]), at(order.front())};
    }
    /// The sum of the first weights down the order.
    long double sumOf(std::size_t count) const {
        long double sum = 0.0L;
        for (std::size_t i = 0; i < count; ++i)
            sum += weights[static_cast<std::size_t>(order[i])];
        return sum;
    }
};

} // namespace

class CumulativeSearchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stopsWhereASumOneByOneDoes() {
        QVERIFY(rc::check([] {
            const auto count = *rc::gen::inRange<std::size_t>(1, 3'000);
            const Ranking ranking(count, *rc::gen::element(0, 1, 3, 50),
                                  *rc::gen::inRange(0U, 999U));
            const auto candidates = *rc::gen::inRange<std::size_t>(1, count + 1);
            // The middle of a token's own stretch of the sum, so that rounding decides nothing.
            const auto goal = *rc::gen::inRange<std::size_t>(0, candidates);
            const auto needle =
                static_cast<double>((ranking.sumOf(goal) + ranking.sumOf(goal + 1)) / 2.0L);
            FallingOrder order(ranking.logits);
            CumulativeSearch search(ranking.logits, ranking.range(candidates), ranking.weights,
                                    order, candidates);
            const RankedToken found = search.firstBeyond(needle);
            RC_ASSERT(found.rank == goal + 1);
            RC_ASSERT(found.id == ranking.order[goal]);
        }));
    }

    /// As after a word that was never trained: the number above 0 is a denormal one, which the
    /// threads that write texts take for 0.
    void goesBeyondTheHeadWhereAllLogitsAreZero() {
        const std::vector<float> logits(200);
        const std::vector<double> weights(200, 1.0);
        RankedToken found;
        std::thread writer([&] {
            flushDenormals();
            FallingOrder order(logits);
            CumulativeSearch search(logits, {0.0F, 0.0F}, weights, order, logits.size());
            found = search.firstBeyond(150.5);
        });
        writer.join();
        QCOMPARE(found.id, TokenId{150});
        QCOMPARE(found.rank, std::size_t{151});
    }

    void fallsBackOnTheLastCandidate_data() {
        QTest::addColumn<int>("candidates");
        for (const int candidates : {1, 63, 64, 65, 500, 1'000})
            QTest::addRow("%d", candidates) << candidates;
    }

    void fallsBackOnTheLastCandidate() {
        QFETCH(int, candidates);
        const auto count = static_cast<std::size_t>(candidates);
        const Ranking ranking(1'000, 2, 1);
        FallingOrder order(ranking.logits);
        CumulativeSearch search(ranking.logits, ranking.range(count), ranking.weights, order,
                                count);
        const RankedToken found =
            search.firstBeyond(static_cast<double>(ranking.sumOf(1'000)) * 2.0);
        QCOMPARE(found.rank, count);
        QCOMPARE(found.id, ranking.order[count - 1]);
    }

    void passesNoTokenWithoutWeight() {
        Ranking ranking(1'000, 0, 2);
        for (std::size_t i = 5; i < ranking.order.size(); ++i)
            ranking.weights[static_cast<std::size_t>(ranking.order[i])] = 0.0;
        FallingOrder order(ranking.logits);
        CumulativeSearch search(ranking.logits, ranking.range(1'000), ranking.weights, order,
                                1'000);
        const RankedToken found = search.firstBeyond(static_cast<double>(ranking.sumOf(5)) * 2.0);
        QCOMPARE(found.rank, std::size_t{5});
        QCOMPARE(found.id, ranking.order[4]);
    }
};

QTEST_GUILESS_MAIN(CumulativeSearchTest)
#include "cumulative_search_test.moc"
