// SPDX-License-Identifier: GPL-3.0-or-later
// The time machine in the window, with LibTorch: the window's model is that of the moment.
#include "app/studio/studio.h"

#include "core/system/openmp_waiting.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moments_panel.h"

#include <QtTest>
#include <QtWidgets>
#include <map>

using namespace tempera;
using namespace tempera::test;

namespace {

/// A studio with a run on forty documents, five steps an epoch, that rests after its third epoch.
class RestingRun {
public:
    RestingRun()
        : fixture({}, studio::libtorchLanguageModel,
                  QString::fromStdString((folder_ / "runs").string())) {
        QObject::connect(&fixture.studio().training(), &studio::TrainingController::momentReached,
                         [this](const studio::TrainingMoment& moment) {
                             hashes[moment.step] = moment.model->hash();
                         });
        fixture.studio().open(
            QString::fromStdString(folder_.write("small.txt", smallCorpus()).string()));
        if (!QTest::qWaitFor([&] { return fixture.studio().corpus().overview() != nullptr; },
                             trainingPatience))
            qFatal("the corpus was not read");
        TrainingSettings settings = tinyTraining(1'000'000);
        settings.data.validationFraction = 0.0;
        plan(fixture, settings);
        if (!stepTo(fixture, 15) || !awaitMoments({5, 10, 15}))
            qFatal("the run did not begin");
        fixture.window().raiseTall(fixture.window().moments());
    }

    ui::MomentsPanel& panel() { return fixture.window().moments(); }
    ui::MomentTimeline& timeline() { return fixture.child<ui::MomentTimeline>(&panel()); }
    bool awaitMoments(const std::vector<std::int64_t>& steps) {
        return QTest::qWaitFor(
            [&] {
                std::vector<std::int64_t> kept;
                for (const Moment& moment : fixture.studio().timeMachine().moments())
                    kept.push_back(moment.step);
                return kept == steps;
            },
            trainingPatience);
    }
    /// Until the window has the weights of that step, and its text is theirs.
    bool awaitModel(std::int64_t step) {
        return QTest::qWaitFor([&] { return fixture.model().step() == step; }, trainingPatience) &&
               fixture.awaitText();
    }

private:
    TemporaryFolder folder_;

public:
    StudioFixture fixture;
    std::map<std::int64_t, std::string> hashes; ///< of the weights as they were handed over
};

} // namespace

class StudioTimeMachineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void goesBackByKeyboard();
    void goesBackByMouse();
    void returnsToTheNewest();
    void trainingGoesOnWhileTheWindowIsInThePast();
    void keepsMomentsBetweenEpochs();
    void staysInThePastWhenTheRunEnds();
};

void StudioTimeMachineTest::goesBackByKeyboard() {
    RestingRun run;
    run.timeline().setFocus();
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    for (const std::int64_t step : {5, 10}) {
        QVERIFY(run.awaitModel(step));
        QCOMPARE(run.fixture.model().hash(), run.hashes.at(step));
        QCOMPARE(run.panel().shownStep(), std::optional<qint64>(step));
        QCOMPARE(disagreement(run.fixture), QString());
        run.fixture.drag({0.5 + 0.1 * static_cast<double>(step)}); // and it is explored as any
        QVERIFY(run.fixture.awaitText());
        QCOMPARE(disagreement(run.fixture), QString());
        QTest::keyClick(&run.timeline(), Qt::Key_Right);
    }
    QVERIFY(run.awaitModel(15));
}

void StudioTimeMachineTest::goesBackByMouse() {
    RestingRun run;
    ui::MomentTimeline& timeline = run.timeline();
    const auto place = [&](std::size_t index) { return timeline.handleCenter(index).toPoint(); };
    QTest::mousePress(&timeline, Qt::LeftButton, {}, place(2));
    QTest::mouseMove(&timeline, place(1));
    QTest::mouseMove(&timeline, place(0));
    QTest::mouseRelease(&timeline, Qt::LeftButton, {}, place(0));
    QVERIFY(run.awaitModel(5));
    QCOMPARE(run.fixture.model().hash(), run.hashes.at(5));
    QCOMPARE(disagreement(run.fixture), QString());
}

void StudioTimeMachineTest::returnsToTheNewest() {
    RestingRun run;
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    QVERIFY(run.awaitModel(5));
    QTest::mouseClick(&button(run.panel(), "Newest weights"), Qt::LeftButton);
    QVERIFY(run.awaitModel(15));
    QCOMPARE(run.fixture.studio().model().handle(), run.fixture.studio().training().trainedModel());
    QCOMPARE(run.panel().shownStep(), std::optional<qint64>());
    QVERIFY(stepTo(run.fixture, 16)); // and follows again
    QVERIFY(run.awaitModel(16));
    QCOMPARE(disagreement(run.fixture), QString());
    // Also when the way back is the timeline's end, before the weights asked for are read.
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    QTest::keyClick(&run.timeline(), Qt::Key_End);
    QVERIFY(stepTo(run.fixture, 17));
    QVERIFY(run.awaitModel(17));
    QTRY_VERIFY_WITH_TIMEOUT(!run.fixture.studio().timeMachine().isBusy(), trainingPatience);
    QCOMPARE(run.fixture.model().step(), std::int64_t{17});
}

void StudioTimeMachineTest::trainingGoesOnWhileTheWindowIsInThePast() {
    RestingRun run;
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    QVERIFY(run.awaitModel(5));
    QVERIFY(stepTo(run.fixture, 20));
    QVERIFY(run.awaitMoments({5, 10, 15, 20}));
    QCOMPARE(run.fixture.model().step(), std::int64_t{5});
    QCOMPARE(run.panel().shownStep(), std::optional<qint64>(5));
    QVERIFY(run.fixture.awaitText());
    QCOMPARE(disagreement(run.fixture), QString());
    // Another model than the moment's: the panel doesn't say that it shows one.
    run.fixture.window().actions().openBuiltin->trigger();
    QCOMPARE(run.panel().shownStep(), std::optional<qint64>());
}

void StudioTimeMachineTest::keepsMomentsBetweenEpochs() {
    RestingRun run;
    QAbstractButton& also = button(run.panel(), "Keep weights between epochs too");
    also.setFocus();
    QTest::keyClick(&also, Qt::Key_Space);
    auto& steps = run.fixture.child<QSpinBox>(&run.panel());
    steps.setFocus();
    steps.selectAll();
    QTest::keyClicks(&steps, "2");
    QTest::keyClick(&steps, Qt::Key_Return);
    QVERIFY(stepTo(run.fixture, 20));
    QVERIFY(run.awaitMoments({5, 10, 15, 16, 18, 20}));
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    QVERIFY(run.awaitModel(5));
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&run.timeline(), Qt::Key_Right);
    QVERIFY(run.awaitModel(16));
    QCOMPARE(run.fixture.model().hash(), run.hashes.at(16));
}

void StudioTimeMachineTest::staysInThePastWhenTheRunEnds() {
    RestingRun run;
    QTest::keyClick(&run.timeline(), Qt::Key_Home);
    QVERIFY(run.awaitModel(5));
    run.fixture.studio().training().stop();
    QVERIFY(awaitEnd(run.fixture));
    QCOMPARE(run.fixture.model().step(), std::int64_t{5});
    QTest::mouseClick(&button(run.panel(), "Newest weights"), Qt::LeftButton);
    QVERIFY(run.awaitModel(15));
    QCOMPARE(disagreement(run.fixture), QString());
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioTimeMachineTest>(argumentCount, arguments);
}
#include "studio_time_machine_test.moc"
