// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/loss_references.h"

#include "core/system/error.h"
#include "core/text/count_entropy.h"
#include "core/text/training_data.h"
#include "support/imdb.h"

#include <QtTest>
#include <cmath>
#include <map>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Documents = std::vector<std::vector<TokenId>>;

SequenceDataset datasetOf(const Documents& documents, std::int64_t sequenceLength = 8,
                          LongDocuments policy = LongDocuments::windows) {
    SequenceDataset dataset(sequenceLength, policy);
    for (const auto& document : documents)
        dataset.addDocument(document);
    return dataset;
}

/// -mean ln p(target | context), p by counting all (context, target) pairs.
template <typename Context>
double naiveEntropy(const SequenceDataset& dataset, Context contextOf) {
    std::map<TokenId, double> contexts;
    std::map<std::pair<TokenId, TokenId>, double> pairs;
    for (std::size_t i = 0; i < dataset.size(); ++i)
        for (std::size_t place = 1; place < dataset.sequence(i).size(); ++place) {
            const TokenId context = contextOf(dataset.sequence(i)[place - 1]);
            ++contexts[context];
            ++pairs[{context, dataset.sequence(i)[place]}];
        }
    double nats = 0.0;
    double total = 0.0;
    for (const auto& [pair, count] : pairs) {
        nats -= count * std::log(count / contexts[pair.first]);
        total += count;
    }
    return total > 0.0 ? nats / total : 0.0;
}

} // namespace

class LossReferencesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        // Targets 3 2 3 4: unigram counts 1 2 1. After 2 comes 3 twice, after 3 comes 2 and 4.
        const LossReferences found = lossReferences(datasetOf({{2, 3, 2, 3, 4}}), 10);
        QVERIFY(std::abs(found.uniform - std::log(10.0)) < 1e-12);
        QVERIFY(std::abs(found.unigram - 1.5 * std::log(2.0)) < 1e-12);
        QVERIFY(std::abs(found.bigram - 0.5 * std::log(2.0)) < 1e-12);
    }

    void sequencesDontReachIntoEachOther() {
        // 3 never follows 2 within a document: every target is certain.
        const LossReferences found = lossReferences(datasetOf({{4, 2}, {3, 5}}), 6);
        QVERIFY(std::abs(found.unigram - std::log(2.0)) < 1e-12);
        QCOMPARE(found.bigram, 0.0);
    }

    void withoutTargets() {
        const LossReferences found = lossReferences(datasetOf({{7}}), 8);
        QVERIFY(std::abs(found.uniform - std::log(8.0)) < 1e-12);
        QCOMPARE(found.unigram, 0.0);
        QCOMPARE(found.bigram, 0.0);
    }

    void agreesWithNaiveCounting() {
        QVERIFY(rc::check([] {
            const auto documents = *rc::gen::container<Documents>(
                rc::gen::container<std::vector<TokenId>>(rc::gen::inRange<TokenId>(1, 9)));
            const auto length = *rc::gen::inRange<std::int64_t>(2, 12);
            const auto policy = *rc::gen::element(LongDocuments::first, LongDocuments::windows);
            const SequenceDataset dataset = datasetOf(documents, length, policy);
            const LossReferences found = lossReferences(dataset, 9);
            const double unigram = naiveEntropy(dataset, [](TokenId) { return TokenId(0); });
            const double bigram = naiveEntropy(dataset, [](TokenId before) { return before; });
            RC_ASSERT(std::abs(found.unigram - unigram) < 1e-9);
            RC_ASSERT(std::abs(found.bigram - bigram) < 1e-9);
            RC_ASSERT(found.uniform >= found.unigram - 1e-9);
            RC_ASSERT(found.unigram >= found.bigram - 1e-9);
        }));
    }

    void realReviews() {
        const auto path = test::imdbArchive();
        if (path.empty())
            QSKIP("the IMDB archive isn't here");
        const auto corpus = TokenizedCorpus::read(path, {}, Standardization::book);
        const TrainingData data = prepareTrainingData(corpus, DatasetSettings());
        QElapsedTimer timer;
        timer.start();
        const LossReferences found = lossReferences(data.training, data.vocabulary.size());
        qInfo("%.4f %.4f %.4f nats in %lld ms", found.uniform, found.unigram, found.bigram,
              timer.elapsed());
        QVERIFY(std::abs(found.uniform - std::log(15'000.0)) < 1e-9);
        const double unigram = naiveEntropy(data.training, [](TokenId) { return TokenId(0); });
        const double bigram = naiveEntropy(data.training, [](TokenId before) { return before; });
        QVERIFY(std::abs(found.unigram - unigram) < 1e-6);
        QVERIFY(std::abs(found.bigram - bigram) < 1e-6);
    }

    void canBeCancelled() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(lossReferences(datasetOf({{2, 3}}), 4, stop.get_token()),
                                 Cancelled);
    }

    void entropyOfKnownCounts_data() {
        QTest::addColumn<QList<int>>("counts");
        QTest::addColumn<double>("nats");
        QTest::newRow("none") << QList<int>{} << 0.0;
        QTest::newRow("one word") << QList<int>{17} << 0.0;
        QTest::newRow("two alike") << QList<int>{4, 4} << std::log(2.0);
        QTest::newRow("zeros") << QList<int>{0, 4, 0, 4} << std::log(2.0);
        QTest::newRow("halves") << QList<int>{4, 2, 1, 1} << 1.75 * std::log(2.0);
    }
    void entropyOfKnownCounts() {
        QFETCH(QList<int>, counts);
        QFETCH(double, nats);
        const std::vector<std::uint64_t> values(counts.begin(), counts.end());
        QVERIFY(std::abs(countEntropy(values) - nats) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(LossReferencesTest)
#include "loss_references_test.moc"
