// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/keyed_random.h"

#include "support/chi_square.h"

#include <QtTest>
#include <algorithm>
#include <map>
#include <numeric>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using test::chiSquareDeviate;

namespace {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

constexpr std::array streams{RandomStream::sampling, RandomStream::split, RandomStream::shuffle,
                             RandomStream::initialization, RandomStream::dropout};

/// The values 0 ... count - 1 in order.
std::vector<std::uint32_t> identity(std::uint32_t count) {
    std::vector<std::uint32_t> values(count);
    std::iota(values.begin(), values.end(), 0U);
    return values;
}

} // namespace

class KeyedRandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownAnswers_data();
    void knownAnswers();
    void everyPartOfTheAddressCounts();
    void wordsAreUniform_data();
    void wordsAreUniform();
    void uniformHasFiftyThreeBits();
    void neighboursAreUncorrelated();
    void permutationHoldsEveryValueOnce();
    void permutationDependsOnSeedStreamAndSection();
    void everyOrderIsEquallyLikely_data();
    void everyOrderIsEquallyLikely();
};

void KeyedRandomTest::knownAnswers_data() {
    // Random123's tests/kat_vectors, philox4x32 with 10 rounds.
    QTest::addColumn<Counter>("counter");
    QTest::addColumn<Key>("key");
    QTest::addColumn<Counter>("expected");
    QTest::newRow("zeros") << Counter{} << Key{}
                           << Counter{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
    QTest::newRow("ones") << Counter{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}
                          << Key{0xffffffff, 0xffffffff}
                          << Counter{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
    QTest::newRow("digits of pi") << Counter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}
                                  << Key{0xa4093822, 0x299f31d0}
                                  << Counter{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1};
}

void KeyedRandomTest::knownAnswers() {
    QFETCH(Counter, counter);
    QFETCH(Key, key);
    QFETCH(Counter, expected);
    QCOMPARE(philox4x32(counter, key), expected);
}

void KeyedRandomTest::everyPartOfTheAddressCounts() {
    // The high halves too: a truncated index would repeat a run after 2^32 numbers.
    std::set<std::uint64_t> values;
    for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 32})
        for (const RandomStream stream : streams)
            for (const std::uint32_t section : {0U, 1U, 0xffffffffU})
                for (const std::uint64_t index : {0ULL, 1ULL, 1ULL << 32})
                    values.insert(keyedBits(seed, stream, section, index));
    QCOMPARE(values.size(), std::size_t{3 * 5 * 3 * 3});
}

void KeyedRandomTest::wordsAreUniform_data() {
    QTest::addColumn<int>("shift");
    for (const int shift : {0, 11, 32, 56}) // also the lowest bits and those of both words
        QTest::addRow("bits from %d", shift) << shift;
}

void KeyedRandomTest::wordsAreUniform() {
    QFETCH(int, shift);
    for (const RandomStream stream : streams) {
        std::vector<std::uint64_t> counts(256);
        for (std::uint64_t index = 0; index < 100'000; ++index)
            ++counts[(keyedBits(7, stream, 3, index) >> shift) & 0xff];
        const double deviate = chiSquareDeviate(counts);
        QVERIFY2(std::abs(deviate) < 4.0, qPrintable(QString::number(deviate)));
    }
}

void KeyedRandomTest::uniformHasFiftyThreeBits() {
    bool lowestBitSeen = false;
    double sum = 0.0;
    constexpr int count = 100'000;
    for (std::uint64_t index = 0; index < count; ++index) {
        const double value = keyedUniform(1, RandomStream::sampling, 0, index);
        QVERIFY(value >= 0.0 && value < 1.0);
        const double scaled = std::ldexp(value, 53);
        QCOMPARE(scaled, std::floor(scaled));
        lowestBitSeen = lowestBitSeen || std::fmod(scaled, 2.0) == 1.0;
        sum += value;
    }
    QVERIFY(lowestBitSeen);
    // The mean of n uniforms deviates by 1 / sqrt(12 n).
    QVERIFY(std::abs(sum / count - 0.5) < 4.0 / std::sqrt(12.0 * count));
}

void KeyedRandomTest::neighboursAreUncorrelated() {
    // Pairs (number i, number i + 1) over a 16 x 16 board, and pairs (seed s, seed s + 1).
    std::vector<std::uint64_t> byIndex(256);
    std::vector<std::uint64_t> bySeed(256);
    const auto sixteenth = [](std::uint64_t seed, std::uint64_t index) {
        return static_cast<std::size_t>(16.0 *
                                        keyedUniform(seed, RandomStream::sampling, 0, index));
    };
    for (std::uint64_t i = 0; i < 50'000; ++i) {
        ++byIndex[16 * sixteenth(5, 2 * i) + sixteenth(5, 2 * i + 1)];
        ++bySeed[16 * sixteenth(2 * i, 5) + sixteenth(2 * i + 1, 5)];
    }
    QVERIFY(std::abs(chiSquareDeviate(byIndex)) < 4.0);
    QVERIFY(std::abs(chiSquareDeviate(bySeed)) < 4.0);
}

void KeyedRandomTest::permutationHoldsEveryValueOnce() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::uint32_t>(0, 300);
        const auto seed = *rc::gen::arbitrary<std::uint64_t>();
        auto order = keyedPermutation(count, seed, RandomStream::shuffle, 1);
        std::ranges::sort(order);
        RC_ASSERT(order == identity(count));
    }));
}

void KeyedRandomTest::permutationDependsOnSeedStreamAndSection() {
    const auto order = keyedPermutation(100, 1, RandomStream::shuffle, 1);
    QCOMPARE(keyedPermutation(100, 1, RandomStream::shuffle, 1), order);
    QVERIFY(keyedPermutation(100, 1, RandomStream::shuffle, 2) != order);
    QVERIFY(keyedPermutation(100, 2, RandomStream::shuffle, 1) != order);
    QVERIFY(keyedPermutation(100, 1, RandomStream::split, 1) != order);
    QVERIFY(order != identity(100));
}

void KeyedRandomTest::everyOrderIsEquallyLikely_data() {
    QTest::addColumn<int>("count");
    for (const int count : {2, 3, 4, 5})
        QTest::addRow("%d values", count) << count;
}

void KeyedRandomTest::everyOrderIsEquallyLikely() {
    QFETCH(int, count);
    std::map<std::vector<std::uint32_t>, std::uint64_t> seen;
    auto every = identity(static_cast<std::uint32_t>(count));
    do {
        seen[every] = 0;
    } while (std::ranges::next_permutation(every).found);
    // Over epochs and over seeds: both are what a run goes through.
    for (std::uint32_t draw = 0; draw < 30'000; ++draw) {
        ++seen[keyedPermutation(static_cast<std::uint32_t>(count), 9, RandomStream::shuffle, draw)];
        ++seen[keyedPermutation(static_cast<std::uint32_t>(count), draw, RandomStream::split, 0)];
    }
    std::vector<std::uint64_t> counts;
    for (const auto& [order, times] : seen)
        counts.push_back(times);
    const double deviate = chiSquareDeviate(counts);
    QVERIFY2(std::abs(deviate) < 4.0, qPrintable(QString::number(deviate)));
}

QTEST_GUILESS_MAIN(KeyedRandomTest)
#include "keyed_random_test.moc"
