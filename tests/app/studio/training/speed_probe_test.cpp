// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/speed_probe.h"

#include "support/fake_language_model.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <atomic>
#include <mutex>
#include <new>
#include <vector>

using namespace tempera;
using namespace tempera::test;
using namespace tempera::studio;

namespace {

constexpr int patience = 60'000;
using Corpus = std::shared_ptr<const TokenizedCorpus>;

/// 60 documents of 5 words each, of 11 words in all.
Corpus smallCorpus() {
    std::vector<std::string> documents;
    for (int i = 0; i < 60; ++i)
        documents.push_back("this movie is number" + std::to_string(i % 8) + " again");
    return std::make_shared<const TokenizedCorpus>(corpusOf(documents));
}

TrainingSettings smallSettings() {
    TrainingSettings settings = gptTrainingSettings();
    settings.data.sequenceLength = settings.model.contextLength = 8;
    settings.data.validationFraction = 0.1;
    settings.batchSize = 4;
    settings.sliceSize = 2;
    settings.limits = {};
    return settings;
}

/// What a probe asked for, and what it told.
struct Witness {
    std::mutex mutex;
    std::vector<TrainingRequest> requests;
    std::atomic<int> models{0};
    std::vector<SpeedEstimate> estimates;
    QStringList failures;

    LanguageModelFactory factory() {
        return [this](const TrainingRequest& request) {
            const std::lock_guard lock(mutex);
            requests.push_back(request);
            ++models;
            return std::make_unique<FakeLanguageModel>(request.settings.model.vocabularySize, 8);
        };
    }
    void listen(SpeedProbe& probe) {
        QObject::connect(&probe, &SpeedProbe::measured,
                         [this](const SpeedEstimate& estimate) { estimates.push_back(estimate); });
        QObject::connect(&probe, &SpeedProbe::failed,
                         [this](const QString& message) { failures.append(message); });
    }
    bool isAnswered() const { return !estimates.empty() || !failures.isEmpty(); }
};

} // namespace

class SpeedProbeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itTellsWhatARunWouldTake();
    void aRunsLengthFollowsItsLimits_data();
    void aRunsLengthFollowsItsLimits();
    void theNewestQuestionIsAnswered();
    void nothingIsToldAfterCancelling();
    void whatCannotRunIsToldWithItsReason_data();
    void whatCannotRunIsToldWithItsReason();
    void itCanBeDestroyedWhileMeasuring();
};

void SpeedProbeTest::itTellsWhatARunWouldTake() {
    Witness witness;
    SpeedProbe probe(witness.factory());
    witness.listen(probe);
    probe.measure(smallCorpus(), smallSettings(), 3);
    QVERIFY(probe.isMeasuring());
    QTRY_VERIFY_WITH_TIMEOUT(witness.isAnswered(), patience);
    QVERIFY(!probe.isMeasuring());
    QCOMPARE(witness.failures, QStringList());
    const SpeedEstimate& estimate = witness.estimates.front();
    QCOMPARE(estimate.sequences, std::int64_t(54)); // a tenth is held out
    QCOMPARE(estimate.stepsPerEpoch, std::int64_t(14));
    QCOMPARE(estimate.dataTokens, std::int64_t(300));
    // this, movie, is, again and eight numbers; padding and [UNK].
    QCOMPARE(estimate.vocabularySize, std::int64_t(14));
    TrainingSettings actual = smallSettings();
    actual.model.vocabularySize = 14;
    QCOMPARE(estimate.parameters, parameterCount(actual.model));
    QVERIFY(estimate.secondsPerStep > 0.0);
    QVERIFY(estimate.secondsPerEpoch > 14 * estimate.secondsPerStep); // and its validation
    QCOMPARE(estimate.secondsPerRun, 0.0);
    QVERIFY(estimate.tokensPerSecond > 0.0);
    QVERIFY(witness.requests.front().settings == actual);
    QCOMPARE(witness.requests.front().threads, 3);
}

void SpeedProbeTest::aRunsLengthFollowsItsLimits_data() {
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("epochs");
    QTest::addColumn<double>("minutes");
    QTest::addColumn<double>("expectedEpochs"); ///< 0: not bounded by work
    QTest::newRow("epochs") << 0 << 3 << 0.0 << 3.0;
    QTest::newRow("steps") << 28 << 0 << 0.0 << 2.0;
    QTest::newRow("the nearer one") << 7 << 3 << 0.0 << 0.5;
    QTest::newRow("minutes alone") << 0 << 0 << 2.0 << 0.0;
}

void SpeedProbeTest::aRunsLengthFollowsItsLimits() {
    QFETCH(int, steps);
    QFETCH(int, epochs);
    QFETCH(double, minutes);
    QFETCH(double, expectedEpochs);
    TrainingSettings settings = smallSettings();
    if (steps > 0)
        settings.limits.steps = steps;
    if (epochs > 0)
        settings.limits.epochs = epochs;
    if (minutes > 0.0)
        settings.limits.minutes = minutes;
    Witness witness;
    SpeedProbe probe(witness.factory());
    witness.listen(probe);
    probe.measure(smallCorpus(), settings, 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.isAnswered(), patience);
    const SpeedEstimate& estimate = witness.estimates.front();
    QCOMPARE(estimate.secondsPerRun, expectedEpochs * estimate.secondsPerEpoch);
}

void SpeedProbeTest::theNewestQuestionIsAnswered() {
    Witness witness;
    SpeedProbe probe(witness.factory());
    witness.listen(probe);
    TrainingSettings settings = smallSettings();
    probe.measure(smallCorpus(), settings, 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.models > 0, patience); // it is under way
    settings.batchSize = 9;
    probe.measure(smallCorpus(), settings, 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.isAnswered(), patience);
    QCOMPARE(witness.estimates.size(), std::size_t(1));
    QCOMPARE(witness.estimates.front().stepsPerEpoch, std::int64_t(6)); // 54 in nines
    QCOMPARE(witness.failures, QStringList());
}

void SpeedProbeTest::nothingIsToldAfterCancelling() {
    Witness witness;
    SpeedProbe probe(witness.factory());
    witness.listen(probe);
    probe.measure(smallCorpus(), smallSettings(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.models > 0, patience);
    probe.cancel();
    QVERIFY(!probe.isMeasuring());
    // What is asked next is answered after anything that the first could have told.
    TrainingSettings settings = smallSettings();
    settings.batchSize = 9;
    probe.measure(smallCorpus(), settings, 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.isAnswered(), patience);
    QCOMPARE(witness.estimates.size(), std::size_t(1));
    QCOMPARE(witness.estimates.front().stepsPerEpoch, std::int64_t(6));
}

void SpeedProbeTest::whatCannotRunIsToldWithItsReason_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("batch") << 0 << "fewer than one batch of 64";
    QTest::newRow("setting") << 1 << "learning rate";
    QTest::newRow("memory") << 2 << "MiB are free";
    QTest::newRow("words") << 3 << "nothing to learn";
    QTest::newRow("exhausted") << 4 << "Memory ran out";
}

void SpeedProbeTest::whatCannotRunIsToldWithItsReason() {
    QFETCH(int, kind);
    QFETCH(QString, reason);
    Witness witness;
    TrainingSettings settings = smallSettings();
    LanguageModelFactory factory = witness.factory();
    if (kind == 0)
        settings.batchSize = 64;
    if (kind == 1)
        settings.schedule.learningRate = -1.0;
    if (kind == 2) {
        settings.model.embeddingWidth = 8'192;
        settings.model.layerCount = 96;
        settings.model.hiddenWidth = 32'768;
    }
    if (kind == 3)
        settings.data.minimumFrequency = 1'000;
    if (kind == 4)
        factory = [](const TrainingRequest&) -> std::unique_ptr<LanguageModel> {
            throw std::bad_alloc();
        };
    SpeedProbe probe(factory);
    witness.listen(probe);
    probe.measure(smallCorpus(), settings, 1);
    QTRY_VERIFY_WITH_TIMEOUT(witness.isAnswered(), patience);
    QCOMPARE(witness.failures.size(), qsizetype(1));
    QVERIFY2(witness.failures.front().contains(reason), qPrintable(witness.failures.front()));
    QVERIFY(witness.estimates.empty());
    QVERIFY(!probe.isMeasuring());
    if (kind == 2)
        QCOMPARE(witness.models.load(), 0); // it was refused before anything was allocated
}

void SpeedProbeTest::itCanBeDestroyedWhileMeasuring() {
    Witness witness;
    {
        SpeedProbe probe(witness.factory());
        witness.listen(probe);
        probe.measure(smallCorpus(), smallSettings(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(witness.models > 0, patience);
    }
    QCoreApplication::processEvents();
    QVERIFY(!witness.isAnswered());
}

QTEST_GUILESS_MAIN(SpeedProbeTest)
#include "speed_probe_test.moc"
