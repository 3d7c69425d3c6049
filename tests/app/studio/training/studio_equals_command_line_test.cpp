// SPDX-License-Identifier: GPL-3.0-or-later
// One trainer, two faces: the studio and `tempera-cli train` give the same losses and weights to
// the bit, each alone and when one goes on with what the other began.
#include "app/studio/training/training_controller.h"
#include "core/training/checkpoint_file.h"
#include "support/cli.h"
#include "support/studio_home.h"
#include "support/temporary_folder.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::studio;

namespace {

constexpr int patience = 300'000;
constexpr int steps = 12;

QString corpus() {
    return QStringLiteral(TEMPERA_SOURCE_DIR "/resources/corpus/synthetic_reviews.txt");
}

/// A gpt with dropout, so that random masks are compared too.
TrainingSettings settings() {
    TrainingSettings result = gptTrainingSettings();
    result.model.embeddingWidth = 32;
    result.model.headCount = 2;
    result.model.headWidth = 16;
    result.model.hiddenWidth = 64;
    result.model.dropout = 0.1;
    result.model.contextLength = result.data.sequenceLength = 24;
    result.data.seed = result.seed = 7;
    // Not a cosine: that follows the limit, which one test raises.
    result.schedule.kind = ScheduleKind::constant;
    result.batchSize = 24;
    result.sliceSize = 10;
    result.validateEvery = 5;
    result.limits = {};
    result.limits.steps = steps;
    return result;
}

QStringList commandLine() {
    return {"--preset",
            "gpt",
            "--embedding-width",
            "32",
            "--heads",
            "2",
            "--head-width",
            "16",
            "--hidden-width",
            "64",
            "--dropout",
            "0.1",
            "--sequence-length",
            "24",
            "--seed",
            "7",
            "--batch-size",
            "24",
            "--slice-size",
            "10",
            "--validate-every",
            "5",
            "--schedule",
            "constant"};
}

Checkpoint trainedByCommandLine(const std::filesystem::path& output, const QStringList& more,
                                int limit = steps) {
    const QStringList where{"train",
                            "--corpus",
                            corpus(),
                            "--out",
                            test::argument(output),
                            "--steps",
                            QString::number(limit),
                            "--threads",
                            "2"};
    const test::CliResult result = test::runCli(where + more);
    if (result.exitCode != 0)
        qFatal("%s", result.standardError.constData());
    return loadCheckpoint(output);
}

TrainingRequest request(const std::filesystem::path& output) {
    TrainingRequest result;
    result.corpus.path = corpus();
    result.settings = settings();
    result.output = QString::fromStdString(output.string());
    result.threads = 2;
    return result;
}

/// Runs to the end, or until `stopAfter` steps are reported.
void trainInStudio(const TrainingRequest& asked, std::int64_t stopAfter = steps) {
    TrainingController controller;
    QObject::connect(&controller, &TrainingController::statusChanged,
                     [&](const ui::TrainingStatus& status) {
                         const bool runs = status.phase == ui::TrainingStatus::Phase::running;
                         if (runs && status.step >= stopAfter && stopAfter < steps)
                             controller.stop();
                     });
    controller.start(asked);
    if (!QTest::qWaitFor([&] { return !controller.isRunning(); }, patience))
        qFatal("the run did not end");
    if (!controller.status().message.isEmpty())
        qFatal("%s", qPrintable(controller.status().message));
}

/// What is not the same to the bit; empty where everything is. Speed is no part of a run's result.
QString difference(const Checkpoint& one, const Checkpoint& other) {
    if (one.settings != other.settings)
        return "settings";
    if (one.progress.stepsDone() != other.progress.stepsDone())
        return "number of steps";
    for (std::size_t i = 0; i < one.progress.steps.size(); ++i) {
        const StepRecord& here = one.progress.steps[i];
        const StepRecord& there = other.progress.steps[i];
        if (here.loss != there.loss || here.learningRate != there.learningRate ||
            here.gradientNorm != there.gradientNorm)
            return QStringLiteral("step %1").arg(here.step);
    }
    const auto lossOf = [](const ValidationRecord& record) { return record.loss; };
    if (!std::ranges::equal(one.progress.validations, other.progress.validations, {}, lossOf,
                            lossOf))
        return "validations";
    const auto sameValues = [](const NamedTensor& here, const NamedTensor& there) {
        return here.name == there.name && here.values == there.values;
    };
    if (!std::ranges::equal(one.model.weights->tensors, other.model.weights->tensors, sameValues))
        return "weights";
    if (!std::ranges::equal(one.optimizerState, other.optimizerState, sameValues))
        return "optimizer";
    return {};
}

} // namespace

class StudioEqualsCommandLineTest : public QObject {
    Q_OBJECT

private:
    test::TemporaryFolder folder_;
    Checkpoint expected_;

private Q_SLOTS:
    void initTestCase() {
        expected_ = trainedByCommandLine(folder_ / "cli.tempera", commandLine());
        QCOMPARE(expected_.progress.stepsDone(), std::int64_t{steps});
        QVERIFY(expected_.progress.validations.size() >= 3);
    }

    void wholeRun() {
        const auto output = folder_ / "studio.tempera";
        trainInStudio(request(output));
        QCOMPARE(difference(loadCheckpoint(output), expected_), QString());
    }

    void commandLineGoesOnWithWhatTheStudioBegan() {
        const auto output = folder_ / "begun-in-studio.tempera";
        trainInStudio(request(output), 4);
        const auto begun = loadCheckpoint(output).progress.stepsDone();
        QVERIFY(begun >= 4);
        const auto finished = trainedByCommandLine(folder_ / "finished-by-cli.tempera",
                                                   {"--resume", test::argument(output)});
        QCOMPARE(difference(finished, expected_), QString());
    }

    void studioGoesOnWithWhatTheCommandLineBegan() {
        const auto begun = folder_ / "begun-by-cli.tempera";
        QCOMPARE(trainedByCommandLine(begun, commandLine(), 5).progress.stepsDone(),
                 std::int64_t{5});
        const auto output = folder_ / "finished-in-studio.tempera";
        TrainingRequest asked = request(output);
        asked.settings = {}; // the checkpoint's count
        asked.resumeFrom = QString::fromStdString(begun.string());
        asked.changes.limits = settings().limits;
        trainInStudio(asked);
        QCOMPARE(difference(loadCheckpoint(output), expected_), QString());
    }
};

int main(int argumentCount, char** arguments) {
    return test::runStudioTest<StudioEqualsCommandLineTest>(argumentCount, arguments);
}

#include "studio_equals_command_line_test.moc"
