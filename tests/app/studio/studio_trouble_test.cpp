// SPDX-License-Identifier: GPL-3.0-or-later
// Trouble in training, with LibTorch: each has a message with ways out, which lead out.
#include "app/studio/trouble_fixture.h"

#include "core/system/openmp_waiting.h"
#include "core/training/checkpoint_file.h"
#include "support/recording_language_model.h"
#include "ui/training/training_panel.h"

#include <QtTest>
#include <QtWidgets>
#include <cmath>
#include <limits>
#include <new>

using namespace tempera;
using namespace tempera::test;
using Phase = ui::TrainingStatus::Phase;

namespace {

/// LibTorch's model, which goes wrong once: `trouble` is called with each slice's step and loss,
/// counted from the beginning of each run.
class TroubledModels {
public:
    explicit TroubledModels(std::function<void(std::int64_t step, LossSum& loss)> trouble)
        : trouble_(std::move(trouble)) {}

    studio::LanguageModelFactory factory() {
        return [this](const studio::TrainingRequest& request) {
            recording_ = {};
            recording_.onSlice = trouble_;
            return std::make_unique<RecordingLanguageModel>(studio::libtorchLanguageModel(request),
                                                            recording_);
        };
    }

private:
    std::function<void(std::int64_t, LossSum&)> trouble_;
    Recording recording_;
};

/// The `count`th step of the first run diverges.
std::function<void(std::int64_t, LossSum&)> divergence(std::int64_t count) {
    return [count, done = std::make_shared<bool>(false)](std::int64_t step, LossSum& loss) {
        if (step == count && !std::exchange(*done, true))
            loss.total = std::numeric_limits<double>::quiet_NaN();
    };
}

} // namespace

class StudioTroubleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void divergenceGoesBackToTheBestCheckpoint();
    void divergenceBeforeAnyCheckpointBeginsAgain();
    void divergenceOfARunThatWentOnGoesBackToWhereItBegan();
    void learningRateTooHighIsTold();
    void memoryThatRunsOutHasAWayOut();
    void vanishedCorpusIsLocated();
};

void StudioTroubleTest::divergenceGoesBackToTheBestCheckpoint() {
    TroubledModels models(divergence(11));
    TroubleFixture trouble(models.factory());
    trouble.train(tinyTraining(endless));
    QVERIFY(awaitEnd(trouble.fixture));
    QVERIFY2(trouble.fixture.window().problem().startsWith("Training ended: "),
             qPrintable(trouble.fixture.window().problem()));
    QCOMPARE(trouble.training().status().phase, Phase::failed);
    // The last good weights stay, in the window and on disk.
    QCOMPARE(trouble.fixture.model().step(), std::int64_t{10});
    QVERIFY(trouble.fixture.awaitText());
    QCOMPARE(disagreement(trouble.fixture), QString());
    QCOMPARE(lossesIn(trouble.checkpoint()).size(), std::size_t{10});
    const QString best = fileName(bestCheckpointPath(trouble.checkpoint().toStdString()));
    const auto before = lossesIn(best);
    const double rate = trouble.fixture.studio().setup().plan().settings.schedule.learningRate;

    trouble.take("Go Back at Half the Learning Rate");
    QCOMPARE(trouble.fixture.window().problem(), QString());
    QVERIFY(trouble.reach(15));
    trouble.stop();
    const Checkpoint after = loadCheckpoint(trouble.checkpoint().toStdString());
    QCOMPARE(after.settings.schedule.learningRate, rate / 2.0);
    for (std::size_t i = 0; i < after.progress.steps.size(); ++i) {
        const StepRecord& step = after.progress.steps[i];
        QVERIFY(std::isfinite(step.loss));
        QCOMPARE(step.learningRate, i < before.size() ? rate : rate / 2.0);
        if (i < before.size())
            QCOMPARE(step.loss, before[i]);
    }
    QCOMPARE(trouble.fixture.studio().runs().runs().size(), std::size_t{1});
}

void StudioTroubleTest::divergenceBeforeAnyCheckpointBeginsAgain() {
    TroubledModels models(divergence(3));
    TroubleFixture trouble(models.factory());
    trouble.train(tinyTraining(endless));
    QVERIFY(awaitEnd(trouble.fixture));
    const QString failed = trouble.checkpoint();
    const auto before = lossesIn(failed);
    QCOMPARE(before.size(), std::size_t{2});
    const double rate = trouble.fixture.studio().setup().plan().settings.schedule.learningRate;
    trouble.take("Begin Again at Half the Learning Rate");
    QVERIFY(trouble.reach(5));
    trouble.stop();
    const Checkpoint after = loadCheckpoint(trouble.checkpoint().toStdString());
    QVERIFY(after.progress.steps.size() >= 5);
    QCOMPARE(after.progress.steps[0].learningRate, rate / 2.0);
    QCOMPARE(after.progress.steps[0].loss, before[0]); // the same weights, before any update
    // Two runs, two places: to remove the one that failed takes nothing from the other.
    QCOMPARE(trouble.fixture.studio().runs().runs().size(), std::size_t{2});
    QVERIFY(trouble.checkpoint() != failed);
    QCOMPARE(lossesIn(failed), before);
}

/// There is no checkpoint before the one that it went on from: that one is as good as it gets.
void StudioTroubleTest::divergenceOfARunThatWentOnGoesBackToWhereItBegan() {
    TroubledModels models(divergence(1));
    const TemporaryFolder elsewhere;
    studio::TrainingRequest request;
    request.settings = tinyTraining(3);
    request.output = fileName(elsewhere / "begun.tempera");
    const auto before = lossesWithoutWindow(request);
    const QString file = fileName(elsewhere / "alone.tempera");
    Checkpoint begun = loadCheckpoint(request.output.toStdString());
    begun.settings.limits = tinyTraining(endless).limits;
    saveCheckpoint(file.toStdString(), begun);
    TroubleFixture trouble(models.factory());
    answerFileDialog(file);
    trouble.fixture.window().actions().resumeTraining->trigger();
    QVERIFY(trouble.training().isRunning());
    QVERIFY(awaitEnd(trouble.fixture));
    QVERIFY(!trouble.fixture.window().problem().isEmpty());
    trouble.take("Go Back at Half the Learning Rate");
    QVERIFY(trouble.reach(6));
    trouble.stop();
    auto after = lossesIn(file);
    QVERIFY(after.size() >= 6);
    after.resize(before.size());
    QCOMPARE(after, before);
}

void StudioTroubleTest::learningRateTooHighIsTold() {
    TroubleFixture trouble;
    TrainingSettings settings = tinyTraining(endless);
    settings.optimizer.clipNorm = 0.0;
    settings.schedule.learningRate = 1.0;
    trouble.train(settings);
    // Whatever becomes of it, nothing that is no number is shown or kept.
    QVERIFY(trouble.reach(60) || trouble.training().status().phase == Phase::failed);
    if (trouble.training().isRunning())
        trouble.stop();
    for (const StepRecord& step : trouble.fixture.window().training().records().steps)
        QVERIFY(std::isfinite(step.loss));
    QVERIFY(trouble.fixture.awaitText());
    QCOMPARE(disagreement(trouble.fixture), QString());
}

void StudioTroubleTest::memoryThatRunsOutHasAWayOut() {
    TroubledModels models([done = false](std::int64_t step, LossSum&) mutable {
        if (step == 6 && !std::exchange(done, true))
            throw std::bad_alloc();
    });
    TroubleFixture trouble(models.factory());
    trouble.train(tinyTraining(endless));
    QVERIFY(awaitEnd(trouble.fixture));
    QVERIFY2(trouble.fixture.window().problem().contains("memory"),
             qPrintable(trouble.fixture.window().problem()));
    QCOMPARE(trouble.fixture.model().step(), std::int64_t{5});
    QCOMPARE(lossesIn(trouble.checkpoint()).size(), std::size_t{5});
    const std::int64_t slice = tinyTraining(1).sliceSize;
    trouble.take("Go On with Slices of " + QString::number(slice / 2));
    QVERIFY(trouble.reach(8));
    trouble.stop();
    const Checkpoint after = loadCheckpoint(trouble.checkpoint().toStdString());
    QCOMPARE(after.settings.sliceSize, slice / 2);
    // The same gradients: the losses are those of a run in large slices, but for rounding.
    studio::TrainingRequest whole;
    whole.settings = tinyTraining(8);
    const auto expected = lossesWithoutWindow(whole);
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY(std::abs(after.progress.steps[i].loss - expected[i]) < 1e-4);
}

void StudioTroubleTest::vanishedCorpusIsLocated() {
    TroubleFixture trouble;
    const QString corpus = fileName(trouble.folder.write("small.txt", smallCorpus()));
    const QString moved = fileName(trouble.folder / "moved.txt");
    trouble.fixture.studio().open(corpus);
    QTRY_VERIFY_WITH_TIMEOUT(trouble.fixture.studio().corpus().overview() != nullptr,
                             trainingPatience);
    trouble.train(tinyTraining(endless));
    QVERIFY(trouble.reach(5));
    trouble.stop();
    const auto before = lossesIn(trouble.checkpoint());
    QVERIFY(QFile::rename(corpus, moved));
    const studio::RunRecord record = trouble.fixture.studio().runs().runs().front();
    Q_EMIT trouble.fixture.window().training().earlierRunResumed(record.id);
    QVERIFY(awaitEnd(trouble.fixture));
    QVERIFY2(trouble.fixture.window().problem().contains("small.txt"),
             qPrintable(trouble.fixture.window().problem()));
    QCOMPARE(lossesIn(trouble.checkpoint()), before);
    answerFileDialog(moved);
    trouble.take("Locate the Corpus...");
    QVERIFY(trouble.reach(static_cast<qint64>(before.size()) + 4));
    trouble.stop();
    auto after = lossesIn(trouble.checkpoint());
    QVERIFY(after.size() > before.size());
    after.resize(before.size());
    QCOMPARE(after, before);
    QCOMPARE(trouble.fixture.studio().runs().run(record.id)->corpus, moved);
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioTroubleTest>(argumentCount, arguments);
}
#include "studio_trouble_test.moc"
