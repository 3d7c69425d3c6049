// SPDX-License-Identifier: GPL-3.0-or-later
// A program that is killed while it trains, with LibTorch: the next one goes on exactly there.
#include "app/studio/trouble_fixture.h"
#include "core/system/openmp_waiting.h"

#include <QProcess>
#include <QtWidgets>
#include <csignal>
#include <cstdio>

using namespace tempera;
using namespace tempera::test;

namespace {

/// The argument that makes this program a studio that trains until it is killed.
constexpr const char* victim = "train-until-killed";

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

} // namespace

class StudioInterruptionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void killedProgramGoesOnExactly();
    void interruptedRunCanBeLeft();
};

void StudioInterruptionTest::killedProgramGoesOnExactly() {
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

void StudioInterruptionTest::interruptedRunCanBeLeft() {
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
    return runStudioTest<StudioInterruptionTest>(argumentCount, arguments);
}
#include "studio_interruption_test.moc"
