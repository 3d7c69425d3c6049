// SPDX-License-Identifier: GPL-3.0-or-later
// A run's files, with LibTorch: runs that go on after a stop, from an earlier checkpoint, with
// other settings; a disk that is full.
#include "app/studio/training/training_controller.h"
#include "core/training/checkpoint_file.h"
#include "support/file_size_limit.h"
#include "support/studio_home.h"
#include "support/temporary_folder.h"

#include <QSignalSpy>
#include <QtTest>
#include <optional>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 300'000;
using Phase = ui::TrainingStatus::Phase;

TrainingRequest tinyRun(const QString& output, std::int64_t steps) {
    TrainingRequest request; // on the built-in reviews
    request.output = output;
    TrainingSettings& settings = request.settings;
    settings = smallTrainingSettings();
    settings.schedule.kind = ScheduleKind::constant;
    settings.schedule.warmupSteps = 0;
    settings.model.embeddingWidth = 16;
    settings.model.headCount = 1;
    settings.model.headWidth = 16;
    settings.model.hiddenWidth = 32;
    settings.model.layerCount = 1;
    settings.data.vocabularySize = 200;
    settings.model.contextLength = settings.data.sequenceLength = 16;
    settings.validateEvery = 4;
    settings.limits = {};
    settings.limits.steps = steps;
    return request;
}

/// Runs to its end and returns how it ended.
TrainingOutcome outcomeOf(const TrainingRequest& request) {
    TrainingController controller;
    TrainingOutcome outcome;
    QObject::connect(&controller, &TrainingController::ended,
                     [&](const TrainingOutcome& ended) { outcome = ended; });
    controller.start(request);
    if (!QTest::qWaitFor([&] { return !controller.isRunning(); }, patience))
        qFatal("the run did not end");
    return outcome;
}

std::vector<double> lossesIn(const QString& checkpoint) {
    std::vector<double> losses;
    for (const StepRecord& step : loadCheckpoint(checkpoint.toStdString()).progress.steps)
        losses.push_back(step.loss);
    return losses;
}

} // namespace

class TrainingFilesTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    QString file(const char* name) const {
        return QString::fromStdString((folder_ / name).string());
    }

private Q_SLOTS:
    void stoppedRunGoesOnToTheSameLosses() {
        QVERIFY(outcomeOf(tinyRun(file("whole.tempera"), 10)).completed);
        QVERIFY(outcomeOf(tinyRun(file("parts.tempera"), 6)).completed);
        TrainingRequest rest = tinyRun(file("parts.tempera"), 1);
        rest.resumeFrom = rest.output;
        rest.changes.limits = tinyRun({}, 10).settings.limits;
        QVERIFY(outcomeOf(rest).completed);
        QCOMPARE(lossesIn(file("parts.tempera")), lossesIn(file("whole.tempera")));
    }

    void historyOfTheRunBeforeIsKnown() {
        QVERIFY(outcomeOf(tinyRun(file("begun.tempera"), 6)).completed);
        TrainingRequest rest = tinyRun(file("begun.tempera"), 1);
        rest.resumeFrom = rest.output;
        rest.changes.limits = tinyRun({}, 8).settings.limits;
        TrainingController controller;
        QSignalSpy ended(&controller, &TrainingController::ended);
        qint64 stepAtStart = -1;
        QObject::connect(&controller, &TrainingController::prepared,
                         [&](const TrainingStart& start) {
                             stepAtStart = controller.status().step;
                             QCOMPARE(start.progress.stepsDone(), std::int64_t{6});
                         });
        controller.start(rest);
        QVERIFY(ended.wait(patience));
        QCOMPARE(stepAtStart, qint64{6});
        QCOMPARE(controller.losses(), lossesIn(rest.output));
        QCOMPARE(controller.status().totalSteps, std::optional<qint64>(8));
    }

    /// The way out of divergence: an earlier checkpoint, at half the rate, into the same file.
    void goesBackAtAnotherRate() {
        QVERIFY(outcomeOf(tinyRun(file("back.tempera"), 9)).completed);
        const auto before = lossesIn(file("back.tempera"));
        const QString previous = file("back.previous.tempera");
        QCOMPARE(lossesIn(previous).size(), std::size_t{8});
        TrainingRequest back = tinyRun(file("back.tempera"), 1);
        back.resumeFrom = previous;
        back.changes.learningRateFactor = 0.5;
        back.changes.sliceSize = 2;
        back.changes.limits = tinyRun({}, 11).settings.limits;
        QVERIFY(outcomeOf(back).completed);
        const Checkpoint checkpoint = loadCheckpoint(file("back.tempera").toStdString());
        const auto& steps = checkpoint.progress.steps;
        QCOMPARE(steps.size(), std::size_t{11});
        const double peak = tinyRun({}, 1).settings.schedule.learningRate;
        QCOMPARE(steps[7].learningRate, peak);
        QCOMPARE(steps[8].learningRate, peak / 2.0);
        QCOMPARE(steps[7].loss, before[7]);
        QCOMPARE(checkpoint.settings.schedule.learningRate, peak / 2.0);
        QCOMPARE(checkpoint.settings.sliceSize, std::int64_t{2});
    }

    void fullDiskPausesAndCanBeTriedAgain() {
        QVERIFY(outcomeOf(tinyRun(file("expected.tempera"), 8)).completed);
        TrainingController controller;
        QSignalSpy failures(&controller, &TrainingController::saveFailed);
        QSignalSpy saves(&controller, &TrainingController::saved);
        std::optional<test::FileSizeLimit> limit(1'000); // a checkpoint is larger
        controller.start(tinyRun(file("full.tempera"), 8));
        QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 1, patience); // at the first validation
        QCOMPARE(controller.status().phase, Phase::paused);
        QVERIFY2(failures[0][0].toString().contains("full.tempera"),
                 qPrintable(failures[0][0].toString()));
        controller.save();
        QTRY_COMPARE_WITH_TIMEOUT(failures.count(), 2, patience); // it is still full
        QCOMPARE(saves.count(), 0);
        const qint64 step = controller.status().step;
        limit.reset();
        controller.save();
        QTRY_COMPARE_WITH_TIMEOUT(saves.count(), 1, patience);
        QCOMPARE(controller.status().step, step);
        controller.resume();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isRunning(), patience);
        QCOMPARE(controller.status().message, QString());
        QCOMPARE(lossesIn(file("full.tempera")), lossesIn(file("expected.tempera")));
    }

    void checkpointCanBeKeptElsewhere() {
        TrainingController controller;
        QSignalSpy saves(&controller, &TrainingController::saved);
        TrainingRequest asked = tinyRun({}, 1'000);
        asked.singleStep = true;
        controller.start(asked);
        QTRY_COMPARE_WITH_TIMEOUT(controller.status().phase, Phase::paused, patience);
        controller.save(file("elsewhere.tempera"));
        QTRY_COMPARE_WITH_TIMEOUT(saves.count(), 1, patience);
        QCOMPARE(saves[0][0].toString(), file("elsewhere.tempera"));
        QCOMPARE(controller.request().output, file("elsewhere.tempera"));
        QCOMPARE(controller.status().phase, Phase::paused);
        QCOMPARE(lossesIn(file("elsewhere.tempera")).size(), std::size_t{1});
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isRunning(), patience);
    }

    void anotherCorpusIsRefused() {
        QVERIFY(outcomeOf(tinyRun(file("builtin.tempera"), 2)).completed);
        TrainingRequest rest = tinyRun(file("builtin.tempera"), 4);
        rest.resumeFrom = rest.output;
        rest.corpus.path =
            QString::fromStdString(folder_.write("other.txt", "another text\n").string());
        const TrainingOutcome outcome = outcomeOf(rest);
        QVERIFY2(outcome.problem.contains("not the corpus"), qPrintable(outcome.problem));
        QCOMPARE(lossesIn(file("builtin.tempera")).size(), std::size_t{2});
    }
};

int main(int argumentCount, char** arguments) {
    return test::runStudioTest<TrainingFilesTest>(argumentCount, arguments);
}

#include "training_files_test.moc"
