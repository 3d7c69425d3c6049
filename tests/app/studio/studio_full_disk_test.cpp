// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that is full while the window trains, with LibTorch: three ways out, and nothing is lost.
#include "app/studio/trouble_fixture.h"
#include "core/system/openmp_waiting.h"
#include "support/file_size_limit.h"

#include <QtWidgets>
#include <optional>

using namespace tempera;
using namespace tempera::test;
using Phase = ui::TrainingStatus::Phase;

namespace {

/// More than a record of a run, less than a checkpoint.
constexpr rlim_t smallFile = 20'000;

} // namespace

class StudioFullDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void fullDiskCanBeTriedAgain();
    void fullDiskCanBeEvaded();
    void fullDiskCanBeIgnored();
    void pauseHoldsWithoutSaving();
    void fullDiskKeepsTheWindowOpen();
    void messageGoesWhereTrainingGoesOn();
};

void StudioFullDiskTest::fullDiskCanBeTriedAgain() {
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

void StudioFullDiskTest::fullDiskCanBeEvaded() {
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

void StudioFullDiskTest::fullDiskCanBeIgnored() {
    TroubleFixture trouble;
    const FileSizeLimit full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    trouble.take("Go On without Saving");
    QVERIFY(trouble.reach(13)); // past two more occasions to save
    QCOMPARE(trouble.fixture.window().problem(), QString());
    QCOMPARE(trouble.training().status().phase, Phase::running);
}

/// A checkpoint that can't be written must not set a run going again that was paused.
void StudioFullDiskTest::pauseHoldsWithoutSaving() {
    TroubleFixture trouble;
    const FileSizeLimit full(smallFile);
    trouble.train(tinyTraining(endless));
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    trouble.take("Go On without Saving");
    QVERIFY(trouble.reach(7));
    trouble.training().pause();
    QTest::qWait(100);
    const qint64 step = trouble.training().status().step;
    trouble.fixture.window().actions().saveCheckpoint->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!trouble.fixture.window().problem().isEmpty(), trainingPatience);
    QTest::qWait(100);
    QCOMPARE(trouble.training().status().phase, Phase::paused);
    QCOMPARE(trouble.training().status().step, step);
}

/// What was learned is lost with the window.
void StudioFullDiskTest::fullDiskKeepsTheWindowOpen() {
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
void StudioFullDiskTest::messageGoesWhereTrainingGoesOn() {
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

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioFullDiskTest>(argumentCount, arguments);
}
#include "studio_full_disk_test.moc"
