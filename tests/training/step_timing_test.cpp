// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/step_timing.h"

#include "core/system/error.h"
#include "support/training_corpus.h"

#include <QtTest>
#include <thread>

using namespace tempera;
using namespace tempera::test;
using namespace std::chrono_literals;

namespace {

constexpr auto perToken = 100us;
constexpr auto perUpdate = 20ms;

/// Takes known times and computes nothing.
class SleepingModel final : public LanguageModel {
public:
    const ModelConfiguration& configuration() const override { return configuration_; }
    LossSum accumulateGradient(const Batch& slice, std::int64_t targetsInBatch,
                               std::uint64_t /*dropoutSeed*/) override {
        trained.push_back(slice);
        countsMatch = countsMatch && targetsInBatch == slice.targetCount();
        std::this_thread::sleep_for(perToken * slice.targetCount());
        if (stopAfter == static_cast<int>(trained.size()))
            stop.request_stop();
        return {0.0, slice.targetCount()};
    }
    void discardGradient() override {}
    double applyGradient(const OptimizerStep& step) override {
        learningRates.push_back(step.learningRate);
        std::this_thread::sleep_for(perUpdate);
        return 0.0;
    }
    LossSum evaluate(const Batch& batch) override {
        validated.push_back(batch);
        std::this_thread::sleep_for(perToken * batch.targetCount() / 2);
        return {0.0, batch.targetCount()};
    }
    std::vector<float> logits(std::span<const TokenId>) override { return {}; }
    WeightSnapshot snapshot() const override { return {}; }
    void load(const ModelWeights&) override {}
    std::vector<NamedTensor> gradient() const override { return {}; }
    std::vector<NamedTensor> optimizerState() const override { return {}; }
    void loadOptimizerState(std::span<const NamedTensor>) override {}

    std::vector<Batch> trained;
    std::vector<Batch> validated;
    std::vector<double> learningRates;
    bool countsMatch = true;
    int stopAfter = 0; ///< slices; 0: never
    std::stop_source stop;

private:
    ModelConfiguration configuration_;
};

TrainingSettings settingsFor(std::int64_t batch, std::int64_t slice) {
    TrainingSettings settings;
    settings.data.sequenceLength = settings.model.contextLength = 8;
    settings.batchSize = batch;
    settings.sliceSize = slice;
    return settings;
}

double seconds(std::chrono::duration<double> duration) {
    return duration.count();
}

} // namespace

class StepTimingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void timesAreThoseOfTheWork();
    void slicesAreThoseOfARun();
    void aSmallBudgetStillMeasuresTwoSlices();
    void itCanBeCancelled();
    void nothingToTrainOnIsRefused();
    void anEpochIsTheSumOfItsWork();
    void validationsOfAnEpoch_data();
    void validationsOfAnEpoch();
};

void StepTimingTest::timesAreThoseOfTheWork() {
    SleepingModel model;
    const TrainingData data = numberedData(200, 0.2);
    const StepTiming timing =
        measureStep(model, data, settingsFor(32, 16), 200ms, std::stop_token());
    // Sleep is never too short; how much too long depends on the machine.
    constexpr double loose = 5.0;
    QVERIFY(timing.perTrainingToken >= seconds(perToken));
    QVERIFY(timing.perTrainingToken < loose * seconds(perToken));
    QVERIFY(timing.perValidationToken >= seconds(perToken) / 2);
    QVERIFY(timing.perValidationToken < loose * seconds(perToken) / 2);
    QVERIFY(timing.perUpdate >= seconds(perUpdate));
    QVERIFY(timing.perUpdate < loose * seconds(perUpdate));
    QVERIFY(model.trained.size() > 3U); // the budget is for more than the fewest
}

void StepTimingTest::slicesAreThoseOfARun() {
    SleepingModel model;
    const TrainingData data = numberedData(200, 0.2);
    static_cast<void>(measureStep(model, data, settingsFor(32, 16), 50ms, std::stop_token()));
    QVERIFY(model.countsMatch);
    for (const Batch& slice : model.trained) {
        QCOMPARE(slice.sequences, std::int64_t(16));
        QVERIFY(slice.length >= 2 && slice.length <= 8);
    }
    // The longest of a batch and the shortest are apart: slices differ in length.
    QVERIFY(std::ranges::any_of(model.trained, [&](const Batch& slice) {
        return slice.length != model.trained.front().length;
    }));
    QVERIFY(!model.validated.empty());
    for (const double rate : model.learningRates)
        QCOMPARE(rate, 0.0);                   // the weights stay as they are
    QVERIFY(model.learningRates.size() >= 2U); // one to warm up
}

void StepTimingTest::aSmallBudgetStillMeasuresTwoSlices() {
    SleepingModel model;
    const StepTiming timing = measureStep(model, numberedData(40), settingsFor(8, 8), 0ms, {});
    QCOMPARE(model.trained.size(), std::size_t(4)); // one to warm up, two, and one for the update
    QVERIFY(timing.perTrainingToken > 0.0);
    QCOMPARE(timing.perValidationToken, 0.0); // nothing is held out
}

void StepTimingTest::itCanBeCancelled() {
    SleepingModel model;
    model.stopAfter = 3;
    QVERIFY_EXCEPTION_THROWN(
        static_cast<void>(
            measureStep(model, numberedData(40), settingsFor(8, 8), 3600s, model.stop.get_token())),
        Cancelled);
    QCOMPARE(model.trained.size(), std::size_t(3));
}

void StepTimingTest::nothingToTrainOnIsRefused() {
    SleepingModel model;
    TrainingData data = numberedData(4);
    data.training = SequenceDataset(8, LongDocuments::first);
    QVERIFY_EXCEPTION_THROWN(
        static_cast<void>(measureStep(model, data, settingsFor(1, 1), 1ms, {})), Error);
}

void StepTimingTest::anEpochIsTheSumOfItsWork() {
    // 10 documents of 2, 3, 4, 5, 6, 2 ... words: 1 + 2 + 3 + 4 + 5 targets, twice.
    const TrainingData data = numberedData(10);
    const EpochEstimate epoch = estimateEpoch({0.5, 2.0, 0.25}, data, settingsFor(4, 4));
    QCOMPARE(epoch.stepsPerEpoch, std::int64_t(3)); // of 4, 4 and 2 sequences
    QCOMPARE(epoch.secondsPerEpoch, 30 * 0.5 + 3 * 2.0);
    QCOMPARE(epoch.secondsPerStep, 21.0 / 3.0);
    QCOMPARE(epoch.tokensPerSecond, 30.0 / 21.0);
}

void StepTimingTest::validationsOfAnEpoch_data() {
    QTest::addColumn<int>("every");
    QTest::addColumn<int>("validations");
    QTest::newRow("at the end only") << 0 << 1;
    QTest::newRow("every step") << 1 << 5;
    QTest::newRow("every other step and the end") << 2 << 3;
    QTest::newRow("the end is one of them") << 5 << 1;
    QTest::newRow("rarer than an epoch") << 7 << 1;
}

void StepTimingTest::validationsOfAnEpoch() {
    QFETCH(int, every);
    QFETCH(int, validations);
    const TrainingData data = numberedData(25, 0.2);
    QCOMPARE(data.training.size(), std::size_t(20));
    TrainingSettings settings = settingsFor(4, 4); // 5 steps an epoch
    settings.validateEvery = every;
    const double seconds = estimateEpoch({0.0, 0.0, 1.0}, data, settings).secondsPerEpoch;
    QCOMPARE(seconds, validations * static_cast<double>(data.validation.targetCount()));
}

QTEST_GUILESS_MAIN(StepTimingTest)
#include "step_timing_test.moc"
