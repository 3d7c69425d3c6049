// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/batches.h"

#include "support/chi_square.h"

#include <QtTest>
#include <algorithm>
#include <numeric>
#include <rapidcheck.h>
#include <set>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;

/// Sequences of the given lengths, without padding of their own.
SequenceDataset datasetOf(const std::vector<std::size_t>& lengths) {
    SequenceDataset dataset(100, LongDocuments::first);
    TokenId next = 1;
    for (const std::size_t length : lengths) {
        Tokens document(length);
        std::iota(document.begin(), document.end(), next);
        dataset.addDocument(document);
        next += 100;
    }
    return dataset;
}

} // namespace

class BatchesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void batchByHand();
    void paddingStandsOnlyAtTheEnd();
    void paddingIsNoTarget();
    void dealtOutByHand();
    void dealingOutLosesNothing();
    void epochOrderIsAPermutation();
    void epochOrderDependsOnSeedAndEpoch();
};

void BatchesTest::batchByHand() {
    const Batch batch = makeBatch(datasetOf({3, 2, 4}), std::vector<std::uint32_t>{1, 2, 1});
    QCOMPARE(batch.sequences, std::int64_t{3});
    QCOMPARE(batch.length, std::int64_t{4});
    QCOMPARE(batch.tokens, (Tokens{101, 102, 0, 0, 201, 202, 203, 204, 101, 102, 0, 0}));
    QCOMPARE(batch.targetCount(), std::int64_t{1 + 3 + 1});
}

void BatchesTest::paddingStandsOnlyAtTheEnd() {
    QVERIFY(rc::check([] {
        const auto lengths = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(2, 15)));
        const auto count = static_cast<std::uint32_t>(lengths.size());
        const auto chosen = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::uint32_t>>(
            rc::gen::inRange<std::uint32_t>(0, count)));
        const SequenceDataset dataset = datasetOf(lengths);
        const Batch batch = makeBatch(dataset, chosen);
        RC_ASSERT(batch.sequences == static_cast<std::int64_t>(chosen.size()));
        RC_ASSERT(batch.tokens.size() == static_cast<std::size_t>(batch.sequences * batch.length));
        bool someRowIsFull = false;
        std::int64_t targets = 0;
        for (std::size_t row = 0; row < chosen.size(); ++row) {
            const auto width = static_cast<std::size_t>(batch.length);
            const auto tokens = std::span(batch.tokens).subspan(row * width, width);
            const auto sequence = dataset.sequence(chosen[row]);
            RC_ASSERT(std::ranges::equal(tokens.first(sequence.size()), sequence));
            for (const TokenId token : tokens.subspan(sequence.size()))
                RC_ASSERT(token == paddingToken);
            someRowIsFull = someRowIsFull || sequence.size() == width;
            targets += static_cast<std::int64_t>(sequence.size()) - 1;
        }
        RC_ASSERT(someRowIsFull);
        RC_ASSERT(batch.targetCount() == targets);
    }));
}

void BatchesTest::paddingIsNoTarget() {
    // Also where a text has the padding token inside it: as a target it doesn't count.
    const Batch batch{2, 4, {5, 0, 6, 0, 0, 7, 7, 7}};
    QCOMPARE(batch.targetCount(), std::int64_t{1 + 3});
}

void BatchesTest::dealtOutByHand() {
    const Batch batch = makeBatch(datasetOf({3, 2, 4}), std::vector<std::uint32_t>{2, 0, 1});
    const std::vector<Batch> parts = dealOut(batch, 2);
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts[0].tokens, (Tokens{201, 202, 203, 204, 101, 102, 0, 0}));
    QCOMPARE(parts[0].sequences, std::int64_t{2});
    QCOMPARE(parts[1].tokens, (Tokens{1, 2, 3})); // no longer than it needs
    QCOMPARE(parts[1].length, std::int64_t{3});
    QCOMPARE(dealOut(batch, 8).size(), std::size_t{3}); // none is empty
    // Nothing but padding behind the first token stays an input and a target.
    QCOMPARE(dealOut({1, 4, {7, 0, 0, 0}}, 2)[0].tokens, (Tokens{7, 0}));
}

void BatchesTest::dealingOutLosesNothing() {
    QVERIFY(rc::check([] {
        const auto lengths = *rc::gen::nonEmpty(
            rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(2, 15)));
        std::vector<std::uint32_t> all(lengths.size());
        std::iota(all.begin(), all.end(), 0U);
        const Batch batch = makeBatch(datasetOf(lengths), all);
        const auto count = *rc::gen::inRange<std::int64_t>(1, 6);
        std::int64_t sequences = 0;
        std::int64_t targets = 0;
        std::multiset<TokenId> words;
        for (const Batch& part : dealOut(batch, count)) {
            sequences += part.sequences;
            targets += part.targetCount();
            words.insert(part.tokens.begin(), part.tokens.end());
        }
        RC_ASSERT(sequences == batch.sequences);
        RC_ASSERT(targets == batch.targetCount());
        std::multiset<TokenId> expected(batch.tokens.begin(), batch.tokens.end());
        words.erase(paddingToken);
        expected.erase(paddingToken);
        RC_ASSERT(words == expected);
    }));
}

void BatchesTest::epochOrderIsAPermutation() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(0, 500);
        const auto order = epochOrder(count, *rc::gen::arbitrary<std::uint64_t>(),
                                      *rc::gen::inRange<std::int64_t>(0, 1'000));
        const std::set<std::uint32_t> values(order.begin(), order.end());
        RC_ASSERT(order.size() == count);
        RC_ASSERT(values.size() == count);
        if (count > 0)
            RC_ASSERT(*values.rbegin() == count - 1);
    }));
}

void BatchesTest::epochOrderDependsOnSeedAndEpoch() {
    std::set<std::vector<std::uint32_t>> orders;
    for (const std::uint64_t seed : {0ULL, 1ULL, 1ULL << 40})
        for (const std::int64_t epoch : {0, 1, 2})
            orders.insert(epochOrder(50, seed, epoch));
    QCOMPARE(orders.size(), std::size_t{9});
    QCOMPARE(epochOrder(50, 1, 2), epochOrder(50, 1, 2));
    // Every sequence gets to be the first.
    std::vector<std::uint64_t> firsts(20);
    for (std::int64_t epoch = 0; epoch < 4'000; ++epoch)
        ++firsts[epochOrder(20, 3, epoch).front()];
    QVERIFY(std::abs(test::chiSquareDeviate(firsts)) < 4.0);
}

QTEST_GUILESS_MAIN(BatchesTest)
#include "batches_test.moc"
