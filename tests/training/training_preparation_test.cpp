// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_preparation.h"

#include "core/system/error.h"
#include "support/error_message.h"
#include "support/fake_language_model.h"
#include "support/training_corpus.h"

#include <QtTest>

using namespace tempera;

namespace {

TrainingSettings settings() {
    TrainingSettings result;
    result.model.contextLength = result.data.sequenceLength = 8;
    result.data.validationFraction = 0.2;
    result.batchSize = 6;
    result.sliceSize = 3;
    result.schedule.learningRate = 0.5;
    result.limits.steps = 12;
    return result;
}

std::unique_ptr<LanguageModel> fakeModel(const TrainingPreparation& preparation) {
    return std::make_unique<FakeLanguageModel>(preparation.settings.model.vocabularySize, 8);
}

std::vector<double> losses(const Trainer& trainer) {
    std::vector<double> result;
    for (const StepRecord& record : trainer.progress().steps)
        result.push_back(record.loss);
    return result;
}

} // namespace

class TrainingPreparationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vocabularyIsAsLargeAsTheCorpusMakesIt() {
        const TokenizedCorpus corpus = test::numberedCorpus(30);
        const TrainingPreparation preparation = prepareRun(corpus, settings());
        QCOMPARE(preparation.settings.model.vocabularySize,
                 static_cast<std::int64_t>(preparation.data.vocabulary.size()));
        QVERIFY(preparation.settings.model.vocabularySize < 15'000);
        QVERIFY(!preparation.checkpoint);
    }

    void resumedRunGoesOnAsIfItHadNotStopped() {
        const TokenizedCorpus corpus = test::numberedCorpus(30);
        TrainingPreparation whole = prepareRun(corpus, settings());
        Trainer uninterrupted = makeTrainer(whole, fakeModel(whole));
        test::trainFor(uninterrupted);

        TrainingPreparation begun = prepareRun(corpus, settings());
        Trainer first = makeTrainer(begun, fakeModel(begun));
        test::trainFor(first, 5);
        TrainingPreparation resumed = prepareResumedRun(corpus, makeCheckpoint(first, begun.data));
        QVERIFY(resumed.checkpoint);
        Trainer second = makeTrainer(resumed, fakeModel(resumed));
        QVERIFY(!resumed.checkpoint);
        test::trainFor(second);
        QCOMPARE(losses(second).size(), std::size_t{12});
        QVERIFY(losses(second) == losses(uninterrupted));
    }

    void resumingKeepsWhatTheCallerChanged() {
        const TokenizedCorpus corpus = test::numberedCorpus(30);
        TrainingPreparation begun = prepareRun(corpus, settings());
        Trainer first = makeTrainer(begun, fakeModel(begun));
        test::trainFor(first, 5);
        Checkpoint checkpoint = makeCheckpoint(first, begun.data);
        checkpoint.settings.schedule.learningRate = 0.25;
        checkpoint.settings.limits.steps = 7;
        TrainingPreparation resumed = prepareResumedRun(corpus, std::move(checkpoint));
        Trainer second = makeTrainer(resumed, fakeModel(resumed));
        test::trainFor(second);
        QCOMPARE(second.progress().stepsDone(), std::int64_t{7});
        QCOMPARE(second.progress().steps[4].learningRate, 0.5);
        QCOMPARE(second.progress().steps[5].learningRate, 0.25);
    }

    void anotherCorpusIsRefused() {
        TrainingPreparation begun = prepareRun(test::numberedCorpus(30), settings());
        Trainer first = makeTrainer(begun, fakeModel(begun));
        test::trainFor(first, 5);
        const auto checkpoint = makeCheckpoint(first, begun.data);
        const auto message =
            errorMessage([&] { prepareResumedRun(test::numberedCorpus(31), checkpoint); });
        QVERIFY2(message.find("not the corpus") != std::string::npos, message.c_str());
    }
};

QTEST_GUILESS_MAIN(TrainingPreparationTest)
#include "training_preparation_test.moc"
