// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/trainer.h"

#include "core/system/error.h"
#include "support/error_message.h"
#include "support/fake_language_model.h"
#include "support/recording_language_model.h"
#include "support/training_corpus.h"

#include <QtTest>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using test::numberedData;
using test::Recording;
using test::trainFor;

namespace {

using Steps = std::vector<std::int64_t>;

TrainingSettings settings(std::int64_t batchSize, std::int64_t sliceSize = 3) {
    TrainingSettings result;
    result.data.sequenceLength = 8;
    result.batchSize = batchSize;
    result.sliceSize = sliceSize;
    result.schedule.learningRate = 0.5;
    return result;
}

std::unique_ptr<LanguageModel> fakeModel(const TrainingData& data) {
    return std::make_unique<FakeLanguageModel>(static_cast<std::int64_t>(data.vocabulary.size()));
}

std::unique_ptr<LanguageModel> recordedModel(const TrainingData& data, Recording& recording) {
    return std::make_unique<test::RecordingLanguageModel>(fakeModel(data), recording);
}

std::vector<float> table(const Trainer& trainer) {
    return trainer.model().snapshot()->tensors.front().values;
}

/// The first tokens of a slice's rows: which sequences it holds.
std::vector<TokenId> firstTokens(const Batch& batch) {
    std::vector<TokenId> tokens;
    for (std::int64_t row = 0; row < batch.sequences; ++row)
        tokens.push_back(batch.tokens[static_cast<std::size_t>(row * batch.length)]);
    return tokens;
}

/// The sequences of each step, in the order in which they were seen.
std::map<std::int64_t, std::vector<TokenId>> sequencesByStep(const Recording& recording) {
    std::map<std::int64_t, std::vector<TokenId>> result;
    for (const auto& slice : recording.slices) {
        const auto tokens = firstTokens(slice.batch);
        result[slice.step].insert(result[slice.step].end(), tokens.begin(), tokens.end());
    }
    return result;
}

Steps validatedSteps(const Trainer& trainer) {
    Steps steps;
    for (const auto& record : trainer.progress().validations)
        steps.push_back(record.step);
    return steps;
}

} // namespace

class TrainerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySequenceIsVisitedOnceAnEpoch();
    void slicesAreBoundedAndNormalisedByTheBatch();
    void slicingDoesNotChangeTheStep();
    void firstLossIsThatOfGuessing();
    void lossFalls();
    void stepsAreRecorded();
    void limits_data();
    void limits();
    void timeIsALimit();
    void endlessWithoutALimit();
    void fractionDoneGrowsToOne();
    void validations_data();
    void validations();
    void validationCoversEveryDocument();
    void withoutHeldOutDocumentsNothingIsValidated();
    void abandonedSlicesLeaveNoTrace();
    void resumedRunSeesTheSameBatches();
    void dropoutSeedsAreAllDifferent();
    void tooSmallACorpusIsRefused();
    void invalidSettingsAreRefused();
    void divergenceKeepsTheLastWeights_data();
    void divergenceKeepsTheLastWeights();
    void divergenceIsSeenInValidationToo();
};

void TrainerTest::everySequenceIsVisitedOnceAnEpoch() {
    QVERIFY(rc::check([] {
        const auto count = *rc::gen::inRange<std::size_t>(2, 40);
        const auto batchSize =
            *rc::gen::inRange<std::int64_t>(1, static_cast<std::int64_t>(count) + 1);
        auto training = settings(batchSize, *rc::gen::inRange<std::int64_t>(1, 12));
        training.limits.epochs = 2;
        training.seed = *rc::gen::inRange(0U, 100U);
        const TrainingData data = numberedData(count);
        Recording recording;
        Trainer trainer(recordedModel(data, recording), data, training);
        trainFor(trainer);

        const auto stepsPerEpoch = static_cast<std::int64_t>(
            std::ceil(static_cast<double>(count) / static_cast<double>(batchSize)));
        RC_ASSERT(trainer.stepsPerEpoch() == stepsPerEpoch);
        RC_ASSERT(trainer.progress().stepsDone() == 2 * stepsPerEpoch);
        std::array<std::vector<TokenId>, 2> seen;
        for (const auto& [step, tokens] : sequencesByStep(recording)) {
            const bool lastOfEpoch = step % stepsPerEpoch == 0;
            const auto size = static_cast<std::int64_t>(tokens.size());
            RC_ASSERT(size == (lastOfEpoch ? static_cast<std::int64_t>(count) -
                                                 (stepsPerEpoch - 1) * batchSize
                                           : batchSize));
            auto& epoch = seen[step > stepsPerEpoch ? 1 : 0];
            epoch.insert(epoch.end(), tokens.begin(), tokens.end());
        }
        for (const auto& epoch : seen) {
            RC_ASSERT(epoch.size() == count);
            RC_ASSERT(std::set(epoch.begin(), epoch.end()).size() == count);
        }
    }));
}

void TrainerTest::slicesAreBoundedAndNormalisedByTheBatch() {
    const TrainingData data = numberedData(23);
    auto training = settings(10, 4);
    training.limits.steps = 6;
    Recording recording;
    Trainer trainer(recordedModel(data, recording), data, training);
    trainFor(trainer);
    std::map<std::int64_t, std::int64_t> targets;
    for (const auto& slice : recording.slices) {
        QVERIFY(slice.batch.sequences >= 1 && slice.batch.sequences <= 4);
        targets[slice.step] += slice.batch.targetCount();
    }
    for (const auto& slice : recording.slices)
        QCOMPARE(slice.targetsInBatch, targets.at(slice.step));
    // Of three slices of ten sequences, the padding is little: each is as long as its longest.
    for (const auto& slice : recording.slices) {
        const auto width = static_cast<std::size_t>(slice.batch.length);
        QVERIFY(slice.batch.tokens[width - 1] != paddingToken);
    }
}

void TrainerTest::slicingDoesNotChangeTheStep() {
    const TrainingData data = numberedData(20);
    const auto trained = [&](std::int64_t sliceSize) {
        auto training = settings(8, sliceSize);
        training.limits.steps = 7;
        auto trainer = std::make_unique<Trainer>(fakeModel(data), data, training);
        trainFor(*trainer);
        return trainer;
    };
    const auto whole = trained(100);
    const std::vector<float> expected = table(*whole);
    for (const std::int64_t sliceSize : {1, 3, 7}) {
        const auto sliced = trained(sliceSize);
        for (std::size_t step = 0; step < 7; ++step)
            QVERIFY(std::abs(sliced->progress().steps[step].loss -
                             whole->progress().steps[step].loss) < 1e-5);
        const auto values = table(*sliced);
        for (std::size_t i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(values[i] - expected[i]) < 1e-5F);
    }
}

void TrainerTest::firstLossIsThatOfGuessing() {
    const TrainingData data = numberedData(10);
    Trainer trainer(fakeModel(data), data, settings(10));
    trainFor(trainer, 1);
    const double guessing = std::log(static_cast<double>(data.vocabulary.size()));
    QVERIFY(std::abs(trainer.progress().steps.front().loss - guessing) < 1e-6);
}

void TrainerTest::lossFalls() {
    const TrainingData data = numberedData(20);
    auto training = settings(20);
    training.limits.steps = 50;
    Trainer trainer(fakeModel(data), data, training);
    trainFor(trainer);
    const auto& steps = trainer.progress().steps;
    for (std::size_t i = 1; i < steps.size(); ++i) // the whole corpus each time, a convex problem
        QVERIFY(steps[i].loss < steps[i - 1].loss);
}

void TrainerTest::stepsAreRecorded() {
    const TrainingData data = numberedData(10);
    auto training = settings(4);
    training.limits.epochs = 3;
    training.schedule.kind = ScheduleKind::cosine;
    training.schedule.warmupSteps = 2;
    Recording recording;
    Trainer trainer(recordedModel(data, recording), data, training);
    trainFor(trainer);
    QCOMPARE(trainer.progress().stepsDone(), std::int64_t{9});
    for (std::int64_t step = 1; step <= 9; ++step) {
        const StepRecord& record = trainer.progress().steps.at(static_cast<std::size_t>(step - 1));
        QCOMPARE(record.step, step);
        QCOMPARE(record.epoch, (step + 2) / 3);
        // 0.1 + 0.9 (1 + cos) / 2 of the peak, after two steps of warm-up.
        const double done = static_cast<double>(step - 1) / 9.0;
        const double cosine = 0.5 * (0.55 + 0.45 * std::cos(std::acos(-1.0) * done));
        QVERIFY(std::abs(record.learningRate - (step == 1   ? 0.25
                                                : step == 2 ? 0.5
                                                            : cosine)) < 1e-12);
        const OptimizerStep& update = recording.updates.at(static_cast<std::size_t>(step - 1));
        QCOMPARE(update.number, step);
        QCOMPARE(update.learningRate, record.learningRate);
        QVERIFY(record.gradientNorm > 0.0);
        QVERIFY(record.tokensPerSecond > 0.0);
    }
    QVERIFY(trainer.progress().elapsedSeconds > 0.0);
    QVERIFY(trainer.atEpochEnd());
}

void TrainerTest::limits_data() {
    QTest::addColumn<qlonglong>("steps");
    QTest::addColumn<qlonglong>("epochs");
    QTest::addColumn<qlonglong>("expected");
    // 10 sequences in batches of 4: 3 steps an epoch. 0 stands for no limit.
    QTest::newRow("steps") << 5LL << 0LL << 5LL;
    QTest::newRow("one step") << 1LL << 0LL << 1LL;
    QTest::newRow("epochs") << 0LL << 2LL << 6LL;
    QTest::newRow("steps first") << 5LL << 2LL << 5LL;
    QTest::newRow("epochs first") << 50LL << 2LL << 6LL;
    QTest::newRow("beyond counting") << 4LL << 6'148'914'691'236'517'206LL << 4LL;
}

void TrainerTest::limits() {
    QFETCH(qlonglong, steps);
    QFETCH(qlonglong, epochs);
    QFETCH(qlonglong, expected);
    const TrainingData data = numberedData(10);
    auto training = settings(4);
    if (steps > 0)
        training.limits.steps = steps;
    if (epochs > 0)
        training.limits.epochs = epochs;
    Trainer trainer(fakeModel(data), data, training);
    trainFor(trainer, 20);
    QCOMPARE(trainer.progress().stepsDone(), expected);
    QVERIFY(trainer.finished());
    QCOMPARE(trainer.fractionDone(), 1.0);
}

void TrainerTest::timeIsALimit() {
    const TrainingData data = numberedData(10, 0.2);
    auto training = settings(4, 1);
    training.limits.minutes = 1e-12; // gone with the first slice
    Trainer trainer(fakeModel(data), data, training);
    QVERIFY(!trainer.finished());
    trainFor(trainer);
    QCOMPARE(trainer.progress().stepsDone(), std::int64_t{1}); // whole, and validated
    QCOMPARE(validatedSteps(trainer), Steps{1});
}

void TrainerTest::endlessWithoutALimit() {
    const TrainingData data = numberedData(10);
    Trainer trainer(fakeModel(data), data, settings(4));
    trainFor(trainer, 100);
    QVERIFY(!trainer.finished());
    QCOMPARE(trainer.fractionDone(), 0.0);
}

void TrainerTest::fractionDoneGrowsToOne() {
    const TrainingData data = numberedData(10, 0.2);
    auto training = settings(4, 1);
    training.limits.steps = 4;
    Trainer trainer(fakeModel(data), data, training);
    double before = trainer.fractionDone();
    QCOMPARE(before, 0.0);
    int growths = 0;
    while (!trainer.finished()) {
        trainer.advance();
        QVERIFY(trainer.fractionDone() >= before);
        growths += trainer.fractionDone() > before ? 1 : 0;
        before = trainer.fractionDone();
    }
    QCOMPARE(before, 1.0);
    QCOMPARE(growths, 16); // with every slice of every step
}

void TrainerTest::validations_data() {
    QTest::addColumn<int>("every");
    QTest::addColumn<int>("steps");
    QTest::addColumn<QList<int>>("expected");
    // 10 documents, 2 of them held out, in batches of 3: 3 steps an epoch.
    QTest::newRow("epochs alone") << 0 << 6 << QList<int>{3, 6};
    QTest::newRow("at the end too") << 0 << 7 << QList<int>{3, 6, 7};
    QTest::newRow("every second") << 2 << 7 << QList<int>{2, 3, 4, 6, 7};
    QTest::newRow("every step") << 1 << 4 << QList<int>{1, 2, 3, 4};
    QTest::newRow("before the first epoch's end") << 0 << 1 << QList<int>{1};
    QTest::newRow("later than the end") << 100 << 4 << QList<int>{3, 4};
}

void TrainerTest::validations() {
    QFETCH(int, every);
    QFETCH(int, steps);
    QFETCH(QList<int>, expected);
    const TrainingData data = numberedData(10, 0.2);
    auto training = settings(3, 1);
    training.validateEvery = every;
    training.limits.steps = steps;
    Trainer trainer(fakeModel(data), data, training);
    trainFor(trainer);
    QCOMPARE(validatedSteps(trainer), Steps(expected.begin(), expected.end()));
    for (const auto& record : trainer.progress().validations)
        QCOMPARE(record.epoch, (record.step + 2) / 3);
}

void TrainerTest::validationCoversEveryDocument() {
    const TrainingData data = numberedData(40, 0.4);
    auto training = settings(5, 3);
    training.limits.steps = 5;
    Trainer trainer(fakeModel(data), data, training);
    trainFor(trainer);
    // All at once, instead of in slices sorted by length.
    LossSum expected;
    for (std::uint32_t i = 0; i < data.validation.size(); ++i)
        expected += trainer.model().evaluate(makeBatch(data.validation, std::span(&i, 1)));
    QCOMPARE(static_cast<std::uint64_t>(expected.targets), data.validation.targetCount());
    const ValidationRecord& last = trainer.progress().validations.back();
    QVERIFY(std::abs(last.loss - expected.mean()) < 1e-9);
    QCOMPARE(last.perplexity(), std::exp(last.loss));
}

void TrainerTest::withoutHeldOutDocumentsNothingIsValidated() {
    const TrainingData data = numberedData(10);
    auto training = settings(3);
    training.limits.epochs = 2;
    training.validateEvery = 1;
    Trainer trainer(fakeModel(data), data, training);
    trainFor(trainer);
    QVERIFY(trainer.finished());
    QVERIFY(trainer.progress().validations.empty());
}

void TrainerTest::abandonedSlicesLeaveNoTrace() {
    const TrainingData data = numberedData(20, 0.2);
    auto training = settings(8, 2);
    training.limits.steps = 6;
    Trainer whole(fakeModel(data), data, training);
    trainFor(whole);
    const std::vector<float> expected = table(whole);
    Trainer interrupted(fakeModel(data), data, training);
    int slices = 0;
    while (!interrupted.finished()) { // in the middle of steps and of validations
        interrupted.advance();
        if (++slices % 7 == 0)
            interrupted.abandonUnfinished();
    }
    QCOMPARE(table(interrupted), expected);
    for (std::size_t i = 0; i < 6; ++i)
        QCOMPARE(interrupted.progress().steps[i].loss, whole.progress().steps[i].loss);
    QCOMPARE(validatedSteps(interrupted), validatedSteps(whole));
    for (std::size_t i = 0; i < whole.progress().validations.size(); ++i)
        QCOMPARE(interrupted.progress().validations[i].loss, whole.progress().validations[i].loss);
}

void TrainerTest::resumedRunSeesTheSameBatches() {
    const TrainingData data = numberedData(20);
    auto training = settings(8, 3);
    training.limits.steps = 10;
    Recording whole;
    Trainer uninterrupted(recordedModel(data, whole), data, training);
    trainFor(uninterrupted);
    Recording halves;
    Trainer first(recordedModel(data, halves), data, training);
    trainFor(first, 4);
    auto model = recordedModel(data, halves);
    model->load(*first.model().snapshot());
    Trainer second(std::move(model), data, training, first.progress());
    trainFor(second);
    QCOMPARE(halves.slices.size(), whole.slices.size());
    for (std::size_t i = 0; i < whole.slices.size(); ++i) {
        QCOMPARE(halves.slices[i].batch.tokens, whole.slices[i].batch.tokens);
        QCOMPARE(halves.slices[i].dropoutSeed, whole.slices[i].dropoutSeed);
    }
    QCOMPARE(second.progress().stepsDone(), std::int64_t{10});
    const std::vector<float> expected = table(uninterrupted);
    QCOMPARE(table(second), expected);
}

void TrainerTest::dropoutSeedsAreAllDifferent() {
    const TrainingData data = numberedData(20);
    auto training = settings(8, 2);
    training.limits.steps = 20;
    std::set<std::uint64_t> seeds;
    std::size_t slices = 0;
    for (const std::uint64_t seed : {1U, 2U}) {
        training.seed = seed;
        Recording recording;
        Trainer trainer(recordedModel(data, recording), data, training);
        trainFor(trainer);
        for (const auto& slice : recording.slices)
            seeds.insert(slice.dropoutSeed);
        slices += recording.slices.size();
    }
    QCOMPARE(seeds.size(), slices);
}

void TrainerTest::tooSmallACorpusIsRefused() {
    const TrainingData data = numberedData(10, 0.3);
    QVERIFY_EXCEPTION_THROWN(Trainer(fakeModel(data), data, settings(8)), SettingError);
    const std::string message = errorMessage([&] { Trainer(fakeModel(data), data, settings(8)); });
    QVERIFY2(message.find("7 training sequences") != std::string::npos, message.c_str());
    QVERIFY2(message.find("batch of 8") != std::string::npos, message.c_str());
    QVERIFY2(message.find("at most 7") != std::string::npos, message.c_str());
    Trainer(fakeModel(data), data, settings(7)); // just enough
    const TrainingData none = numberedData(0);
    QVERIFY_EXCEPTION_THROWN(Trainer(fakeModel(none), none, settings(1)), Error);
}

void TrainerTest::invalidSettingsAreRefused() {
    const TrainingData data = numberedData(10);
    auto training = settings(4);
    training.schedule.learningRate = -1.0;
    QVERIFY_EXCEPTION_THROWN(Trainer(fakeModel(data), data, training), SettingError);
}

void TrainerTest::divergenceKeepsTheLastWeights_data() {
    QTest::addColumn<bool>("inTheLoss");
    QTest::addColumn<double>("loss");
    QTest::newRow("loss not a number") << true << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("loss infinite") << true << std::numeric_limits<double>::infinity();
    QTest::newRow("gradient") << false << 0.0;
}

void TrainerTest::divergenceKeepsTheLastWeights() {
    QFETCH(bool, inTheLoss);
    QFETCH(double, loss);
    const TrainingData data = numberedData(20);
    auto training = settings(8, 3);
    training.limits.steps = 10;
    Trainer healthy(fakeModel(data), data, training);
    trainFor(healthy, 3);
    const std::vector<float> expected = table(healthy);

    Recording recording;
    if (inTheLoss)
        recording.onSlice = [&](std::int64_t step, LossSum& sum) {
            sum.total = step == 4 ? loss : sum.total;
        };
    else
        recording.onUpdate = [](std::int64_t step) {
            if (step == 4)
                throw Error("the gradient is not a finite number");
        };
    Trainer trainer(recordedModel(data, recording), data, training);
    QVERIFY_EXCEPTION_THROWN(trainFor(trainer), DivergedError);
    QCOMPARE(trainer.progress().stepsDone(), std::int64_t{3});
    QCOMPARE(table(trainer), expected);
    // Gone on with when the cause is gone, it is as if nothing had been.
    const std::string message = errorMessage([&] { trainFor(trainer); });
    QVERIFY2(message.find("at step 4") != std::string::npos, message.c_str());
    recording.onSlice = {};
    recording.onUpdate = {};
    trainFor(trainer);
    trainFor(healthy);
    const std::vector<float> end = table(healthy);
    QCOMPARE(table(trainer), end);
}

void TrainerTest::divergenceIsSeenInValidationToo() {
    // A record that is not a number could not be read back from a checkpoint.
    const TrainingData data = numberedData(20, 0.2);
    auto training = settings(8);
    training.limits.steps = 4;
    Recording recording;
    recording.onEvaluation = [](LossSum& loss) {
        loss.total = std::numeric_limits<double>::quiet_NaN();
    };
    Trainer trainer(recordedModel(data, recording), data, training);
    QVERIFY_EXCEPTION_THROWN(trainFor(trainer), DivergedError);
    QVERIFY(trainer.progress().validations.empty());
}

QTEST_GUILESS_MAIN(TrainerTest)
#include "trainer_test.moc"
