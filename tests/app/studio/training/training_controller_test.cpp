// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_controller.h"

#include "core/system/error.h"
#include "core/training/training_run.h"
#include "support/fake_language_model.h"
#include "support/recording_language_model.h"
#include "support/temporary_folder.h"

#include <QSignalSpy>
#include <QtTest>
#include <atomic>
#include <cmath>
#include <functional>
#include <new>

using namespace tempera;
using namespace tempera::studio;
using Phase = ui::TrainingStatus::Phase;

namespace {

constexpr int patience = 60'000;

std::string corpusText() {
    std::string text;
    for (int i = 0; i < 40; ++i)
        text += "this movie number" + std::to_string(i % 7) + " is a film" + std::to_string(i % 5) +
                "\n";
    return text;
}

std::unique_ptr<LanguageModel> fakeModel(const TrainingRequest& request) {
    return std::make_unique<FakeLanguageModel>(request.settings.model.vocabularySize, 8);
}

std::vector<double> lossesOf(const std::vector<StepRecord>& steps) {
    std::vector<double> losses;
    for (const StepRecord& step : steps)
        losses.push_back(step.loss);
    return losses;
}

/// Everything that a run tells.
class Witness {
public:
    explicit Witness(TrainingController& controller) {
        QObject::connect(&controller, &TrainingController::reported,
                         [this](const TrainingReport& report) {
                             steps.insert(steps.end(), report.steps.begin(), report.steps.end());
                             validations += report.validations.size();
                         });
        QObject::connect(&controller, &TrainingController::published,
                         [this](const ModelHandle& model) { models.push_back(model); });
        QObject::connect(&controller, &TrainingController::ended,
                         [this](const TrainingOutcome& outcome) { outcomes.push_back(outcome); });
    }
    bool stepsAreInOrder() const {
        for (std::size_t i = 0; i < steps.size(); ++i)
            if (steps[i].step != static_cast<std::int64_t>(i) + 1)
                return false;
        return true;
    }

    std::vector<StepRecord> steps;
    std::size_t validations = 0;
    std::vector<ModelHandle> models;
    std::vector<TrainingOutcome> outcomes;
};

} // namespace

Q_DECLARE_METATYPE(std::function<void()>)

class TrainingControllerTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    std::filesystem::path corpus_;

    TrainingRequest request(std::optional<std::int64_t> steps) const {
        TrainingRequest request;
        request.corpus.path = QString::fromStdString(corpus_.string());
        TrainingSettings& settings = request.settings;
        settings.data.sequenceLength = 8;
        settings.data.validationFraction = 0.2;
        settings.model.contextLength = 8;
        settings.batchSize = 8;
        settings.sliceSize = 4;
        settings.schedule.learningRate = 0.5;
        settings.seed = 3;
        settings.limits.steps = steps;
        return request;
    }

    /// The same run by core alone.
    std::vector<StepRecord> coreSteps(std::int64_t count, WeightSnapshot* weights = nullptr) const {
        TrainingRequest asked = request(count);
        const TokenizedCorpus corpus =
            TokenizedCorpus::read(corpus_, {}, asked.settings.standardization, {});
        const TrainingData data = prepareTrainingData(corpus, asked.settings.data);
        asked.settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
        Trainer trainer(fakeModel(asked), data, asked.settings);
        runTraining(trainer, data, {}, {}, {});
        if (weights != nullptr)
            *weights = trainer.model().snapshot();
        return trainer.progress().steps;
    }

private Q_SLOTS:
    void initTestCase() { corpus_ = folder_.write("corpus.txt", corpusText()); }

    void runIsThatOfCoreToTheBit() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        controller.start(request(60));
        QVERIFY(controller.isRunning());
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(witness.outcomes[0].completed);
        QCOMPARE(witness.outcomes[0].problem, QString());
        WeightSnapshot weights;
        const std::vector<double> expected = lossesOf(coreSteps(60, &weights));
        QVERIFY(witness.stepsAreInOrder());
        QVERIFY(lossesOf(witness.steps) == expected);
        QVERIFY(controller.losses() == expected);
        QVERIFY(witness.validations > 0);
        QVERIFY(!witness.models.empty());
        QCOMPARE(witness.models.back()->step(), std::int64_t{60});
        QVERIFY(witness.models.back()->weights()->tensors.at(0).values ==
                weights->tensors.at(0).values);
        QCOMPARE(controller.status().phase, Phase::finished);
        QCOMPARE(controller.status().step, std::int64_t{60});
        QVERIFY(!controller.isRunning());
    }

    void weightsArePublishedOnTheWayAndStopEnds() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        controller.start(request(std::nullopt));
        QTRY_VERIFY_WITH_TIMEOUT(witness.models.size() >= 2, patience);
        controller.stop();
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(!witness.outcomes[0].completed);
        QCOMPARE(witness.outcomes[0].problem, QString());
        const auto step = [](const ModelHandle& model) { return model->step(); };
        QVERIFY(std::ranges::is_sorted(witness.models, {}, step));
        QVERIFY(std::ranges::adjacent_find(witness.models, {}, step) == witness.models.end());
        QVERIFY(witness.stepsAreInOrder());
        QCOMPARE(witness.models.back()->step(), witness.steps.back().step);
    }

    void pausedRunStandsStillAndGoesOnToTheSameLosses() {
        std::atomic<int> slices = 0;
        test::Recording recording;
        recording.onSlice = [&](std::int64_t, LossSum&) { ++slices; };
        TrainingController controller(nullptr, [&](const TrainingRequest& asked) {
            return std::make_unique<test::RecordingLanguageModel>(fakeModel(asked), recording);
        });
        Witness witness(controller);
        controller.start(request(4'000));
        QTRY_VERIFY_WITH_TIMEOUT(!witness.steps.empty(), patience);
        controller.pause();
        QCOMPARE(controller.status().phase, Phase::paused);
        const int last = slices + 1; // the slice that is under way
        QVERIFY(!QTest::qWaitFor([&] { return slices > last; }, 200));
        QVERIFY(last < 8'000);
        controller.resume();
        QCOMPARE(controller.status().phase, Phase::running);
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(witness.outcomes[0].completed);
        QVERIFY(lossesOf(witness.steps) == lossesOf(coreSteps(4'000)));
    }

    void pausedRunCanBeStopped() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        controller.start(request(std::nullopt));
        controller.pause();
        controller.stop();
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(!witness.outcomes[0].completed);
        QCOMPARE(witness.outcomes[0].problem, QString());
    }

    void singleStepsPauseAgain() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        TrainingRequest asked = request(40);
        asked.singleStep = true;
        controller.start(asked);
        for (qint64 step = 1; step <= 3; ++step) {
            QTRY_COMPARE_WITH_TIMEOUT(controller.status().phase, Phase::paused, patience);
            QCOMPARE(controller.status().step, step);
            QCOMPARE(witness.models.back()->step(), step); // to look at what the step changed
            QVERIFY(!QTest::qWaitFor([&] { return controller.status().step > step; }, 100));
            if (step < 3)
                controller.step();
        }
        controller.resume();
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(lossesOf(witness.steps) == lossesOf(coreSteps(40)));
    }

    void momentsAreOfEpochsAndOfTheInterval() {
        TrainingController controller(nullptr, fakeModel);
        std::vector<TrainingMoment> moments;
        connect(&controller, &TrainingController::momentReached,
                [&](const TrainingMoment& moment) { moments.push_back(moment); });
        controller.setMomentInterval(3);
        Witness witness(controller);
        controller.start(request(9)); // 32 documents in batches of 8: four steps an epoch
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QCOMPARE(controller.runStart().stepsPerEpoch, std::int64_t{4});
        std::vector<std::int64_t> steps;
        for (const TrainingMoment& moment : moments) {
            steps.push_back(moment.step);
            QCOMPARE(moment.atEpochEnd, moment.step % 4 == 0);
            QCOMPARE(moment.epoch, (moment.step + 3) / 4);
            QCOMPARE(moment.model->step(), moment.step);
            const auto index = static_cast<std::size_t>(moment.step - 1);
            QCOMPARE(moment.trainLoss, witness.steps[index].loss);
            // Held-out documents are looked at when an epoch ends, and at the run's end.
            QCOMPARE(moment.validationLoss.has_value(), moment.atEpochEnd || moment.step == 9);
            WeightSnapshot weights;
            coreSteps(moment.step, &weights);
            QVERIFY(moment.model->weights()->tensors.at(0).values == weights->tensors.at(0).values);
        }
        QCOMPARE(steps, (std::vector<std::int64_t>{3, 4, 6, 8, 9}));
    }

    void isPreparedBeforeItTrains() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        std::size_t stepsBefore = 1;
        connect(&controller, &TrainingController::prepared, [&](const TrainingStart& start) {
            stepsBefore = witness.steps.size();
            const auto words = static_cast<double>(start.settings.model.vocabularySize);
            QCOMPARE(start.references.uniform, std::log(words));
            QVERIFY(start.references.unigram < start.references.uniform);
            QVERIFY(start.references.bigram < start.references.unigram);
        });
        controller.start(request(4));
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QCOMPARE(stepsBefore, std::size_t{0});
    }

    void corpusInMemoryIsNotReadAgain() {
        TrainingRequest asked = request(60);
        asked.corpus.text = std::make_shared<const TokenizedCorpus>(
            TokenizedCorpus::read(corpus_, {}, asked.settings.standardization, {}));
        asked.corpus.path = "/nowhere/corpus.txt"; // it may be gone by now
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        controller.start(asked);
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QCOMPARE(witness.outcomes[0].problem, QString());
        QVERIFY(lossesOf(witness.steps) == lossesOf(coreSteps(60)));
    }

    void troubleHasAKind_data() {
        using Trouble = TrainingOutcome::Trouble;
        QTest::addColumn<std::function<void()>>("fail");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, std::function<void()> fail, Trouble kind) {
            QTest::newRow(name) << std::move(fail) << static_cast<int>(kind);
        };
        row(
            "no memory", [] { throw std::bad_alloc(); }, Trouble::memory);
        row(
            "LibTorch's no memory", [] { throw MemoryError("full"); }, Trouble::memory);
        row(
            "no number", [] { throw Error("the gradient is not a finite number"); },
            Trouble::diverged);
    }

    void troubleHasAKind() {
        QFETCH(std::function<void()>, fail);
        QFETCH(int, kind);
        test::Recording recording;
        recording.onUpdate = [&](std::int64_t step) {
            if (step == 7)
                fail();
        };
        TrainingController controller(nullptr, [&](const TrainingRequest& asked) {
            return std::make_unique<test::RecordingLanguageModel>(fakeModel(asked), recording);
        });
        Witness witness(controller);
        controller.start(request(20));
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QCOMPARE(static_cast<int>(witness.outcomes[0].trouble), kind);
        QVERIFY(!witness.outcomes[0].problem.isEmpty());
        QCOMPARE(witness.steps.size(), std::size_t{6});
    }

    void secondRunBeginsAnew() {
        TrainingController controller(nullptr, fakeModel);
        for (int run = 0; run < 2; ++run) {
            Witness witness(controller);
            controller.start(request(10));
            QSignalSpy ended(&controller, &TrainingController::ended);
            QVERIFY(ended.wait(patience));
            QCOMPARE(controller.losses().size(), std::size_t{10});
            disconnect(&controller, nullptr, nullptr, nullptr);
        }
    }

    void vanishedCorpusIsAMessage() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        TrainingRequest asked = request(10);
        asked.corpus.path = "/nowhere/corpus.txt";
        controller.start(asked);
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(witness.outcomes[0].problem.contains("/nowhere/corpus.txt"));
        QCOMPARE(controller.status().phase, Phase::failed);
        QVERIFY(!controller.isRunning());
    }

    void unwritableOutputIsRefusedBeforeTheFirstStep() {
        TrainingController controller(nullptr, fakeModel);
        Witness witness(controller);
        TrainingRequest asked = request(20);
        asked.output = "/nowhere/model.tempera";
        controller.start(asked);
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(witness.outcomes[0].problem.contains("/nowhere/model.tempera"));
        QVERIFY(witness.steps.empty());
    }

    void divergingModelIsAMessageWithEveryGoodStepReported() {
        test::Recording recording;
        recording.onSlice = [](std::int64_t step, LossSum& loss) {
            if (step == 31)
                loss.total = std::numeric_limits<double>::quiet_NaN();
        };
        TrainingController controller(nullptr, [&](const TrainingRequest& asked) {
            return std::make_unique<test::RecordingLanguageModel>(fakeModel(asked), recording);
        });
        Witness witness(controller);
        controller.start(request(100));
        QTRY_COMPARE_WITH_TIMEOUT(witness.outcomes.size(), std::size_t{1}, patience);
        QVERIFY(!witness.outcomes[0].completed);
        QVERIFY(!witness.outcomes[0].problem.isEmpty());
        QVERIFY(witness.stepsAreInOrder());
        QVERIFY(lossesOf(witness.steps) == lossesOf(coreSteps(30)));
    }

    void endsInTheMiddleOfARun() {
        for (int i = 0; i < 20; ++i) {
            TrainingController controller(nullptr, fakeModel);
            Witness witness(controller);
            controller.start(request(std::nullopt)); // without end: a test that waits is ended
            if (i % 2 == 0)
                QTRY_VERIFY_WITH_TIMEOUT(!witness.steps.empty(), patience);
            if (i % 4 == 0)
                controller.pause();
        }
    }
};

QTEST_GUILESS_MAIN(TrainingControllerTest)
#include "training_controller_test.moc"
