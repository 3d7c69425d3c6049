// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/falling_order.h"

#include <QtTest>
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <rapidcheck.h>

using namespace tempera;

namespace {

/// Few distinct values, so that ties are everywhere.
std::vector<float> randomLogits(std::size_t count, int levels, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<int> level(0, levels - 1);
    std::vector<float> logits(count);
    for (float& logit : logits)
        logit = static_cast<float>(level(random));
    return logits;
}

std::vector<TokenId> sorted(const std::vector<float>& logits) {
    std::vector<TokenId> order(logits.size());
    std::iota(order.begin(), order.end(), TokenId{0});
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&](TokenId id) { return logits[static_cast<std::size_t>(id)]; });
    return order;
}

} // namespace

class FallingOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void equalsAStableSort_data();
    void equalsAStableSort();
    void anyRankCanBeAskedForFirst();
    void anyRankCanBeSelected();
    void beforeIsTheOrder();
    void zerosOfBothSignsAreEqual();
};

void FallingOrderTest::equalsAStableSort_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("levels");
    for (const int count : {1, 2, 63, 64, 65, 511, 512, 513, 5'000})
        for (const int levels : {1, 3, 100'000})
            QTest::addRow("%d tokens, %d levels", count, levels) << count << levels;
}

void FallingOrderTest::equalsAStableSort() {
    QFETCH(int, count);
    QFETCH(int, levels);
    const auto logits = randomLogits(static_cast<std::size_t>(count), levels, 1);
    const auto expected = sorted(logits);
    FallingOrder order(logits);
    QCOMPARE(order.size(), logits.size());
    for (std::size_t rank = 0; rank < logits.size(); ++rank)
        QCOMPARE(order.at(rank), expected[rank]);
}

void FallingOrderTest::anyRankCanBeAskedForFirst() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 2'000);
        const auto logits =
            randomLogits(count, *rc::gen::inRange(1, 500), *rc::gen::inRange(0U, 1'000U));
        const auto expected = sorted(logits);
        FallingOrder order(logits);
        const auto ranks =
            *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, count));
        for (const std::size_t rank : ranks)
            RC_ASSERT(order.at(rank) == expected[rank]);
    }));
}

void FallingOrderTest::anyRankCanBeSelected() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(1, 2'000);
        const auto logits =
            randomLogits(count, *rc::gen::inRange(1, 500), *rc::gen::inRange(0U, 1'000U));
        const auto expected = sorted(logits);
        FallingOrder order(logits);
        for (int question = 0; question < 10; ++question) {
            const auto rank = *rc::gen::inRange<std::size_t>(0, count);
            const bool alone = *rc::gen::arbitrary<bool>();
            RC_ASSERT((alone ? order.select(rank) : order.at(rank)) == expected[rank]);
        }
    }));
}

void FallingOrderTest::beforeIsTheOrder() {
    const auto logits = randomLogits(60, 10, 2);
    const auto expected = sorted(logits);
    const FallingOrder order(logits);
    for (std::size_t first = 0; first < expected.size(); ++first)
        for (std::size_t second = 0; second < expected.size(); ++second)
            QCOMPARE(order.before(expected[first], expected[second]), first < second);
}

void FallingOrderTest::zerosOfBothSignsAreEqual() {
    constexpr float largest = std::numeric_limits<float>::max();
    std::vector<float> logits(1'000, -1.0F);
    logits[3] = 0.0F;
    logits[5] = -largest;
    logits[7] = largest;
    logits[900] = -0.0F;
    logits[901] = largest;
    const auto expected = sorted(logits);
    FallingOrder order(logits);
    for (std::size_t rank = 0; rank < logits.size(); ++rank)
        QCOMPARE(FallingOrder(logits).select(rank), expected[rank]);
    for (std::size_t rank = 0; rank < logits.size(); ++rank)
        QCOMPARE(order.at(rank), expected[rank]);
}

QTEST_GUILESS_MAIN(FallingOrderTest)
#include "falling_order_test.moc"
