// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/sequence_dataset.h"

#include "core/system/error.h"
#include "support/error_message.h"

#include <QtTest>
#include <algorithm>
#include <numeric>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Tokens = std::vector<TokenId>;

/// Tokens that are all different, so that each can be told from the others.
Tokens countingFrom(TokenId first, std::size_t count) {
    Tokens tokens(count);
    std::iota(tokens.begin(), tokens.end(), first);
    return tokens;
}

std::vector<Tokens> sequencesOf(const SequenceDataset& dataset) {
    std::vector<Tokens> sequences;
    for (std::size_t i = 0; i < dataset.size(); ++i)
        sequences.emplace_back(dataset.sequence(i).begin(), dataset.sequence(i).end());
    return sequences;
}

} // namespace

class SequenceDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void names();
    void cutsByHand();
    void firstKeepsTheBeginning();
    void windowsMakeEveryTokenATargetOnce();
    void windowsKeepTheTokenBefore();
    void countsAddUp();
};

void SequenceDatasetTest::names() {
    for (const LongDocuments policy : {LongDocuments::first, LongDocuments::windows})
        QCOMPARE(parseLongDocuments(longDocumentsName(policy)), policy);
    QCOMPARE(std::string(longDocumentsName(LongDocuments::windows)), std::string("windows"));
    QVERIFY_EXCEPTION_THROWN(parseLongDocuments("window"), SettingError);
    QVERIFY(errorMessage([] { parseLongDocuments("window"); }).find("first or windows") !=
            std::string::npos);
}

void SequenceDatasetTest::cutsByHand() {
    SequenceDataset first(4, LongDocuments::first);
    SequenceDataset windows(4, LongDocuments::windows);
    for (SequenceDataset* dataset : {&first, &windows})
        for (const std::size_t length : {0, 1, 2, 4, 5, 7, 8})
            dataset->addDocument(countingFrom(1, length));
    QCOMPARE(sequencesOf(first),
             (std::vector<Tokens>{{1, 2}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}, {1, 2, 3, 4}}));
    QCOMPARE(sequencesOf(windows), (std::vector<Tokens>{{1, 2},
                                                        {1, 2, 3, 4},
                                                        {1, 2, 3, 4},
                                                        {4, 5},
                                                        {1, 2, 3, 4},
                                                        {4, 5, 6, 7},
                                                        {1, 2, 3, 4},
                                                        {4, 5, 6, 7},
                                                        {7, 8}}));
}

void SequenceDatasetTest::firstKeepsTheBeginning() {
    QVERIFY(rc::check([] {
        const auto length = *rc::gen::inRange<std::size_t>(2, 12);
        const Tokens document = countingFrom(5, *rc::gen::inRange<std::size_t>(2, 40));
        SequenceDataset dataset(static_cast<std::int64_t>(length), LongDocuments::first);
        dataset.addDocument(document);
        Tokens expected = document;
        expected.resize(std::min(length, document.size()));
        RC_ASSERT(sequencesOf(dataset) == std::vector<Tokens>{expected});
    }));
}

void SequenceDatasetTest::windowsMakeEveryTokenATargetOnce() {
    QVERIFY(rc::check([] {
        const auto length = *rc::gen::inRange<std::int64_t>(2, 12);
        const auto lengths =
            *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 60));
        SequenceDataset dataset(length, LongDocuments::windows);
        Tokens expected;
        TokenId next = 2;
        for (const std::size_t count : lengths) {
            const Tokens document = countingFrom(next, count);
            dataset.addDocument(document);
            next += static_cast<TokenId>(count);
            if (count > 1)
                expected.insert(expected.end(), document.begin() + 1, document.end());
        }
        Tokens targets;
        for (const Tokens& sequence : sequencesOf(dataset)) {
            RC_ASSERT(sequence.size() >= 2U);
            RC_ASSERT(static_cast<std::int64_t>(sequence.size()) <= length);
            targets.insert(targets.end(), sequence.begin() + 1, sequence.end());
        }
        RC_ASSERT(targets == expected);
        RC_ASSERT(dataset.targetCount() == expected.size());
    }));
}

void SequenceDatasetTest::windowsKeepTheTokenBefore() {
    QVERIFY(rc::check([] {
        const auto length = *rc::gen::inRange<std::int64_t>(2, 12);
        SequenceDataset dataset(length, LongDocuments::windows);
        dataset.addDocument(countingFrom(2, *rc::gen::inRange<std::size_t>(0, 60)));
        for (const Tokens& sequence : sequencesOf(dataset))
            for (std::size_t i = 1; i < sequence.size(); ++i)
                RC_ASSERT(sequence[i] == sequence[i - 1] + 1);
    }));
}

void SequenceDatasetTest::countsAddUp() {
    SequenceDataset dataset(5, LongDocuments::windows);
    QCOMPARE(dataset.size(), std::size_t{0});
    QCOMPARE(dataset.targetCount(), std::uint64_t{0});
    dataset.addDocument(countingFrom(2, 5));
    dataset.addDocument(countingFrom(2, 3));
    QCOMPARE(dataset.sequenceLength(), std::int64_t{5});
    QCOMPARE(dataset.size(), std::size_t{2});
    QCOMPARE(dataset.targetCount(), std::uint64_t{4 + 2});
    QCOMPARE(Tokens(dataset.tokens().begin(), dataset.tokens().end()),
             (Tokens{2, 3, 4, 5, 6, 2, 3, 4}));
}

QTEST_GUILESS_MAIN(SequenceDatasetTest)
#include "sequence_dataset_test.moc"
