// SPDX-License-Identifier: GPL-3.0-or-later
// Trouble in training, with LibTorch: each has a message with ways out, which lead out.
#include "app/studio/studio.h"

#include "core/system/openmp_waiting.h"
#include "core/training/checkpoint_file.h"
#include "support/file_size_limit.h"
#include "support/recording_language_model.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/training/training_panel.h"

#include <QtTest>
#include <QtWidgets>
#include <cmath>
#include <csignal>
#include <limits>
#include <new>

using namespace tempera;
using namespace tempera::test;
using Phase = ui::TrainingStatus::Phase;

namespace {

constexpr std::int64_t endless = 1'000'000;
/// More than a record of a run, less than a checkpoint.
constexpr rlim_t smallFile = 20'000;
/// The argument that makes this program a studio that trains until it is killed.
constexpr const char* victim = "train-until-killed";

QString fileName(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

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

/// Until the program says it.
bool awaitWord(QProcess& program, const QByteArray& word) {
    QByteArray output;
    return QTest::qWaitFor(
        [&] {
            output += program.readAllStandardOutput();
            return output.contains(word);
        },
        trainingPatience);
}

struct TroubleFixture {
    explicit TroubleFixture(studio::LanguageModelFactory factory = studio::libtorchLanguageModel)
        : fixture({}, std::move(factory), fileName(folder / "runs")) {}

    studio::TrainingController& training() { return fixture.studio().training(); }
    void train(const TrainingSettings& settings) {
        plan(fixture, settings);
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
    }
    void stop() {
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Stop training"),
                          Qt::LeftButton);
        QVERIFY(awaitEnd(fixture));
    }
    void take(const QString& text) {
        QAbstractButton* const found = wayOut(fixture, text);
        QVERIFY2(found != nullptr, qPrintable(waysOut(fixture).join(", ")));
        QTest::mouseClick(found, Qt::LeftButton);
    }
    /// Until the step is done, or the run is over.
    bool reach(qint64 step) {
        return QTest::qWaitFor(
                   [&] { return training().status().step >= step || !training().isRunning(); },
                   trainingPatience) &&
               training().status().step >= step;
    }
    QString checkpoint() { return fixture.studio().runKeeper().current().checkpoint; }

    TemporaryFolder folder;
    StudioFixture fixture;
};

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
    void fullDiskCanBeTriedAgain();
    void fullDiskCanBeEvaded();
    void fullDiskCanBeIgnored();
    void fullDiskKeepsTheWindowOpen();
    void messageGoesWhereTrainingGoesOn();
    void killedProgramGoesOnExactly();
    void interruptedRunCanBeLeft();
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

void StudioTroubleTest::fullDiskCanBeTriedAgain() {
    TroubleFixture trouble;
    std::optional<FileSizeLimit> full(smallFile);
    trouble.train(tinyTraining(12));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    QCOMPARE(trouble.training().status().phase, Phase::paused);
    QCOMPARE(waysOut(trouble.fixture),
             (QStringList{"Try Again", "Keep It Elsewhere...", "Go On without Saving"}));
    trouble.take("Try Again"); // it is full as before
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    QCOMPARE(trouble.training().status().phase, Phase::paused);
    full.reset();
    trouble.take("Try Again");
    QVERIFY(awaitEnd(trouble.fixture));
    QCOMPARE(trouble.fixture.window().problem(), QString());
    studio::TrainingRequest whole;
    whole.settings = tinyTraining(12);
    QCOMPARE(lossesIn(trouble.checkpoint()), lossesWithoutWindow(whole));
    QCOMPARE(halfWrittenFiles(fileName(trouble.folder.path())), QStringList());
}

void StudioTroubleTest::fullDiskCanBeEvaded() {
    TroubleFixture trouble;
    const QString elsewhere = fileName(trouble.folder / "elsewhere.tempera");
    std::optional<FileSizeLimit> full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    full.reset();
    answerFileDialog(elsewhere);
    trouble.take("Keep It Elsewhere...");
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(elsewhere), trainingPatience);
    QVERIFY(trouble.reach(7));
    QCOMPARE(trouble.fixture.window().problem(), QString());
    trouble.stop();
    QCOMPARE(trouble.checkpoint(), elsewhere);
    QCOMPARE(lossesIn(elsewhere).size(),
             static_cast<std::size_t>(trouble.training().status().step));
}

void StudioTroubleTest::fullDiskCanBeIgnored() {
    TroubleFixture trouble;
    const FileSizeLimit full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    trouble.take("Go On without Saving");
    QVERIFY(trouble.reach(13)); // past two more occasions to save
    QCOMPARE(trouble.fixture.window().problem(), QString());
    QCOMPARE(trouble.training().status().phase, Phase::running);
}

/// What was learned is lost with the window.
void StudioTroubleTest::fullDiskKeepsTheWindowOpen() {
    TroubleFixture trouble;
    std::optional<FileSizeLimit> full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    int asked = 0;
    answerBox(QMessageBox::Close, &asked);
    QVERIFY(!trouble.fixture.window().close());
    QCOMPARE(asked, 1);
    QVERIFY(!trouble.training().isRunning());
    QVERIFY(!trouble.fixture.window().problem().isEmpty());
    QCOMPARE(trouble.fixture.model().step(), trouble.training().status().step);
    // It can be saved by hand, and then nothing is in the way.
    full.reset();
    const QString file = fileName(trouble.folder / "rescued.safetensors");
    answerFileDialog(file);
    trouble.fixture.window().actions().saveModel->trigger();
    QCOMPARE(modelHash(loadModel(file.toStdString())), trouble.fixture.model().hash());
    QVERIFY(trouble.fixture.window().close());
}

/// A message that says that training is paused must not stand over a run that goes on.
void StudioTroubleTest::messageGoesWhereTrainingGoesOn() {
    TroubleFixture trouble;
    std::optional<FileSizeLimit> full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    full.reset();
    QTest::mouseClick(&button(pedals(trouble.fixture.window().strip()), "Resume"), Qt::LeftButton);
    QCOMPARE(trouble.fixture.window().problem(), QString());
    QVERIFY(trouble.reach(9));
    QCOMPARE(trouble.training().status().phase, Phase::running);
    trouble.stop();
    QCOMPARE(lossesIn(trouble.checkpoint()).size(),
             static_cast<std::size_t>(trouble.training().status().step));
}

void StudioTroubleTest::killedProgramGoesOnExactly() {
    const TemporaryFolder folder;
    const QString runs = fileName(folder / "runs");
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {victim, runs});
    QVERIFY(awaitWord(program, "trained"));
    ::kill(static_cast<pid_t>(program.processId()), SIGKILL);
    QVERIFY(program.waitForFinished(trainingPatience));
    QCOMPARE(program.exitStatus(), QProcess::CrashExit);

    StudioFixture next({}, studio::libtorchLanguageModel, runs);
    QVERIFY2(next.window().problem().contains("step 8"), qPrintable(next.window().problem()));
    QTest::mouseClick(wayOut(next, "Go On with It"), Qt::LeftButton);
    QVERIFY(next.studio().training().isRunning());
    QVERIFY(awaitEnd(next));
    QCOMPARE(next.window().problem(), QString());
    const auto losses = lossesIn(next.studio().runKeeper().current().checkpoint);
    studio::TrainingRequest whole;
    whole.settings = tinyTraining(20);
    QCOMPARE(losses.size(), std::size_t{20});
    QCOMPARE(losses, lossesWithoutWindow(whole));
    QCOMPARE(next.studio().runs().runs().size(), std::size_t{1});
}

void StudioTroubleTest::interruptedRunCanBeLeft() {
    const TemporaryFolder folder;
    const QString runs = fileName(folder / "runs");
    QProcess program;
    program.start(QCoreApplication::applicationFilePath(), {victim, runs});
    QVERIFY(awaitWord(program, "trained"));
    {
        // While the other program lives the run is its own.
        StudioFixture beside({}, studio::libtorchLanguageModel, runs);
        QCOMPARE(beside.window().problem(), QString());
    }
    program.kill();
    QVERIFY(program.waitForFinished(trainingPatience));
    {
        StudioFixture next({}, studio::libtorchLanguageModel, runs);
        QTest::mouseClick(wayOut(next, "Leave It"), Qt::LeftButton);
        QVERIFY(!next.studio().training().isRunning());
        QCOMPARE(next.window().problem(), QString());
    }
    StudioFixture later({}, studio::libtorchLanguageModel, runs);
    QCOMPARE(later.window().problem(), QString());
    QCOMPARE(later.studio().runs().runs().size(), std::size_t{1});
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

namespace {

/// Trains ten steps, with a checkpoint of the eighth, rests and waits for its end.
int trainUntilKilled(const QString& runs) {
    StudioFixture fixture({}, studio::libtorchLanguageModel, runs);
    plan(fixture, tinyTraining(20));
    if (!stepTo(fixture, 10))
        return 1;
    std::puts("trained");
    std::fflush(stdout);
    return QApplication::exec();
}

} // namespace

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    if (argumentCount == 3 && QByteArray(arguments[1]) == victim) {
        const StudioHome home;
        QApplication application(argumentCount, arguments);
        nameApplication();
        return trainUntilKilled(QString::fromLocal8Bit(arguments[2]));
    }
    return runStudioTest<StudioTroubleTest>(argumentCount, arguments);
}
#include "studio_trouble_test.moc"
