// SPDX-License-Identifier: GPL-3.0-or-later
// Earlier runs in the Training tab, with LibTorch: compared, opened, gone on with, removed.
#include "app/studio/studio.h"

#include "core/system/openmp_waiting.h"
#include "core/training/moment_store.h"
#include "support/studio_training.h"
#include "support/temporary_folder.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moments_panel.h"
#include "ui/training/earlier_runs_panel.h"
#include "ui/training/training_panel.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;

namespace {

constexpr std::int64_t endless = 1'000'000;

/// A studio with a library in a folder of its own, on forty documents: five steps an epoch.
class RunsFixture {
public:
    RunsFixture()
        : fixture({}, studio::libtorchLanguageModel,
                  QString::fromStdString((folder / "runs").string())) {
        fixture.studio().open(
            QString::fromStdString(folder.write("small.txt", smallCorpus()).string()));
        if (!QTest::qWaitFor([&] { return fixture.studio().corpus().overview() != nullptr; },
                             trainingPatience))
            qFatal("the corpus was not read");
        fixture.window().raiseTall(panel());
    }

    studio::Studio& studio() { return fixture.studio(); }
    ui::TrainingPanel& panel() { return fixture.window().training(); }
    ui::EarlierRunsPanel& list() { return fixture.child<ui::EarlierRunsPanel>(&panel()); }
    QListWidget& rows() { return fixture.child<QListWidget>(&list()); }

    void prepare(std::int64_t steps, double learningRate = 1e-3) {
        TrainingSettings settings = tinyTraining(steps);
        settings.data.validationFraction = 0.0;
        settings.schedule.learningRate = learningRate;
        plan(fixture, settings);
    }
    /// Trains a run to its end and returns its id.
    QString ended(std::int64_t steps, double learningRate = 1e-3) {
        prepare(steps, learningRate);
        QTest::mouseClick(&button(pedals(fixture.window().strip()), "Train"), Qt::LeftButton);
        if (!awaitEnd(fixture) || !studio().training().status().message.isEmpty())
            qFatal("%s", qPrintable(studio().training().status().message));
        return studio().runKeeper().current().id;
    }
    /// Ticks or unticks the run in that row, as a person does.
    void tick(int row) {
        const QRect place = rows().visualItemRect(rows().item(row));
        QStyleOptionViewItem option;
        option.initFrom(&rows());
        option.rect = place;
        option.features = QStyleOptionViewItem::HasCheckIndicator;
        const QRect box =
            rows().style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, &rows());
        QTest::mouseClick(rows().viewport(), Qt::LeftButton, {}, box.center());
    }
    void select(int row) {
        const QRect place = rows().visualItemRect(rows().item(row));
        QTest::mouseClick(rows().viewport(), Qt::LeftButton, {},
                          {place.right() - 5, place.center().y()});
    }
    bool awaitModel(std::int64_t step) {
        return QTest::qWaitFor([&] { return fixture.model().step() == step; }, trainingPatience) &&
               fixture.awaitText();
    }
    std::vector<std::int64_t> moments() {
        std::vector<std::int64_t> steps;
        for (const Moment& moment : studio().timeMachine().moments())
            steps.push_back(moment.step);
        return steps;
    }

    TemporaryFolder folder;
    StudioFixture fixture;
};

} // namespace

class StudioRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void earlierRunsAreListed();
    void tickedRunIsDrawn();
    void historyIsThatOfTheWholeRun();
    void differencesAreNamed();
    void runIsRemovedWhereAPersonWantsIt();
    void openedRunIsWrittenWith();
    void openingARunLeavesTheMomentsOfTheOneUnderWay();
    void resumedRunGoesOn();
    void builtinRunGoesOnWithItsTokenizer();
    void runOfAnotherWindowIsLeftAlone();
};

void StudioRunsTest::earlierRunsAreListed() {
    RunsFixture runs;
    QCOMPARE(runs.list().runs().size(), std::size_t{0});
    const QString first = runs.ended(5);
    const QString second = runs.ended(10);
    QCOMPARE(runs.list().runs().size(), std::size_t{2});
    QCOMPARE(runs.list().runs()[0].id, second); // the newest first
    QCOMPARE(runs.list().runs()[1].id, first);
    QVERIFY(runs.list().runs()[0].summary.contains("10 steps"));
    // One that is under way is not "earlier".
    runs.prepare(endless);
    QVERIFY(stepTo(runs.fixture, 1));
    QCOMPARE(runs.list().runs().size(), std::size_t{2});
    runs.studio().training().stop();
    QVERIFY(awaitEnd(runs.fixture));
    QCOMPARE(runs.list().runs().size(), std::size_t{3});
}

void StudioRunsTest::tickedRunIsDrawn() {
    RunsFixture runs;
    const QString id = runs.ended(6);
    const QString checkpoint = runs.studio().runs().run(id)->checkpoint;
    QCOMPARE(runs.rows().count(), 1);
    runs.tick(0);
    QTRY_VERIFY_WITH_TIMEOUT(runs.list().runs()[0].history != nullptr, trainingPatience);
    QVERIFY(runs.list().runs()[0].shown);
    QCOMPARE(runs.rows().item(0)->checkState(), Qt::Checked);
    std::vector<double> drawn;
    for (const StepRecord& step : runs.list().runs()[0].history->steps)
        drawn.push_back(step.loss);
    QCOMPARE(drawn, lossesIn(checkpoint));
    runs.tick(0);
    QVERIFY(!runs.list().runs()[0].shown);
    QCOMPARE(runs.rows().item(0)->checkState(), Qt::Unchecked);
    // By keyboard; taken back before the history is there.
    runs.rows().setFocus();
    runs.rows().setCurrentRow(0);
    QTest::keyClick(&runs.rows(), Qt::Key_Space);
    QVERIFY(runs.list().runs()[0].shown);
    QTest::keyClick(&runs.rows(), Qt::Key_Space);
    QVERIFY(!runs.list().runs()[0].shown);
}

/// Also where it was ticked before it went on.
void StudioRunsTest::historyIsThatOfTheWholeRun() {
    RunsFixture runs;
    runs.prepare(endless);
    QVERIFY(stepTo(runs.fixture, 4));
    runs.studio().training().stop();
    QVERIFY(awaitEnd(runs.fixture));
    runs.tick(0);
    QTRY_VERIFY_WITH_TIMEOUT(runs.list().runs()[0].history != nullptr, trainingPatience);
    runs.select(0);
    QTest::mouseClick(&button(runs.list(), "Resume the selected run"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(runs.studio().training().status().step >= 8, trainingPatience);
    runs.studio().training().stop();
    QVERIFY(awaitEnd(runs.fixture));
    const auto whole = lossesIn(runs.studio().runKeeper().current().checkpoint);
    QVERIFY(whole.size() >= 8);
    QCOMPARE(runs.list().runs().size(), std::size_t{1});
    QTRY_VERIFY_WITH_TIMEOUT(runs.list().runs()[0].history &&
                                 runs.list().runs()[0].history->steps.size() == whole.size(),
                             trainingPatience);
}

void StudioRunsTest::differencesAreNamed() {
    RunsFixture runs;
    runs.ended(5, 1e-3);
    runs.prepare(5, 2e-3);
    QVERIFY(stepTo(runs.fixture, 1));
    const auto& differences = runs.list().runs()[0].differences;
    QCOMPARE(differences.size(), std::size_t{1});
    QVERIFY(differences[0].setting.contains("earning rate"));
    QCOMPARE(differences[0].here.toDouble(), 2e-3);
    QCOMPARE(differences[0].there.toDouble(), 1e-3);
    runs.select(0);
    QVERIFY(runs.rows().item(0)->toolTip().contains(differences[0].setting));
}

void StudioRunsTest::runIsRemovedWhereAPersonWantsIt() {
    RunsFixture runs;
    const QString id = runs.ended(5);
    const QString folder = QFileInfo(runs.studio().runs().run(id)->checkpoint).absolutePath();
    QTRY_COMPARE_WITH_TIMEOUT(runs.moments(), std::vector<std::int64_t>{5}, trainingPatience);
    runs.select(0);
    int asked = 0;
    answerBox(QMessageBox::No, &asked);
    QTest::mouseClick(&button(runs.list(), "Remove the selected run"), Qt::LeftButton);
    QCOMPARE(asked, 1);
    QCOMPARE(runs.list().runs().size(), std::size_t{1});
    QVERIFY(QFileInfo::exists(folder));
    answerBox(QMessageBox::Yes, &asked);
    QTest::mouseClick(&button(runs.list(), "Remove the selected run"), Qt::LeftButton);
    QCOMPARE(asked, 2);
    QCOMPARE(runs.list().runs().size(), std::size_t{0});
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(folder), trainingPatience);
}

void StudioRunsTest::openedRunIsWrittenWith() {
    RunsFixture runs;
    const QString first = runs.ended(10);
    const std::string hash = runs.fixture.model().hash();
    runs.ended(5, 3e-3);
    QTRY_COMPARE_WITH_TIMEOUT(runs.moments(), std::vector<std::int64_t>{5}, trainingPatience);
    runs.select(1);
    QTest::mouseClick(&button(runs.list(), "Open the selected run"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(runs.fixture.model().hash() == hash, trainingPatience);
    QTRY_COMPARE_WITH_TIMEOUT(runs.moments(), (std::vector<std::int64_t>{5, 10}), trainingPatience);
    QVERIFY(runs.fixture.awaitText());
    QCOMPARE(disagreement(runs.fixture), QString());
    // Its past, and back to its newest weights: not to those of the run that was trained last.
    ui::MomentsPanel& past = runs.fixture.window().moments();
    runs.fixture.window().raiseTall(past);
    QTest::keyClick(&runs.fixture.child<ui::MomentTimeline>(&past), Qt::Key_Home);
    QVERIFY(runs.awaitModel(5));
    QTest::mouseClick(&button(past, "Newest weights"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(runs.fixture.model().hash() == hash, trainingPatience);
    QCOMPARE(runs.studio().runs().run(first)->step, qint64{10});
}

void StudioRunsTest::openingARunLeavesTheMomentsOfTheOneUnderWay() {
    RunsFixture runs;
    runs.ended(5);
    const std::string hash = runs.fixture.model().hash();
    runs.prepare(endless, 3e-3);
    QVERIFY(stepTo(runs.fixture, 5));
    runs.select(0);
    QTest::mouseClick(&button(runs.list(), "Open the selected run"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(runs.fixture.model().hash() == hash, trainingPatience);
    QVERIFY(stepTo(runs.fixture, 15));
    QTRY_COMPARE_WITH_TIMEOUT(runs.moments(), (std::vector<std::int64_t>{5, 10, 15}),
                              trainingPatience);
    // What is kept is this run's, where it belongs.
    const studio::RunRecord& under = runs.studio().runKeeper().current();
    const MomentStore store(runs.studio().runs().momentsFolder(under).toStdString());
    QCOMPARE(store.moments().size(), std::size_t{3});
    QCOMPARE(runs.fixture.model().hash(), hash);
}

void StudioRunsTest::resumedRunGoesOn() {
    RunsFixture runs;
    runs.prepare(endless);
    QVERIFY(stepTo(runs.fixture, 7));
    QTest::mouseClick(&button(pedals(runs.fixture.window().strip()), "Stop training"),
                      Qt::LeftButton);
    QVERIFY(awaitEnd(runs.fixture));
    const QString checkpoint = runs.studio().runKeeper().current().checkpoint;
    runs.select(0);
    QTest::mouseClick(&button(runs.list(), "Resume the selected run"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(runs.studio().training().status().step >= 12, trainingPatience);
    runs.studio().training().stop();
    QVERIFY(awaitEnd(runs.fixture));
    const auto losses = lossesIn(checkpoint);
    studio::TrainingRequest whole;
    whole.corpus = runs.studio().training().request().corpus;
    whole.settings = runs.studio().setup().plan().settings;
    whole.settings.limits.steps = static_cast<std::int64_t>(losses.size());
    QCOMPARE(losses, lossesWithoutWindow(whole));
    QCOMPARE(runs.studio().runs().runs().size(), std::size_t{1});
}

void StudioRunsTest::builtinRunGoesOnWithItsTokenizer() {
    const TemporaryFolder folder;
    StudioFixture fixture({}, studio::libtorchLanguageModel,
                          QString::fromStdString((folder / "runs").string()));
    TrainingSettings settings = tinyTraining(endless);
    settings.standardization = Standardization::unicode;
    plan(fixture, settings);
    QVERIFY(stepTo(fixture, 2));
    fixture.studio().training().stop();
    QVERIFY(awaitEnd(fixture));
    fixture.window().raiseTall(fixture.window().training());
    auto& rows = fixture.child<QListWidget>(&fixture.window().training());
    rows.setCurrentRow(0);
    QTest::mouseClick(&button(fixture.window().training(), "Resume the selected run"),
                      Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(fixture.studio().training().status().step >= 4 ||
                                 !fixture.studio().training().isRunning(),
                             trainingPatience);
    QCOMPARE(fixture.window().problem(), QString());
    QCOMPARE(fixture.model().tokenizer().standardization, Standardization::unicode);
}

void StudioRunsTest::runOfAnotherWindowIsLeftAlone() {
    RunsFixture runs;
    const QString id = runs.ended(5);
    const QString checkpoint = runs.studio().runs().run(id)->checkpoint;
    QLockFile lock(QFileInfo(checkpoint).absolutePath() + "/run.lock");
    lock.setStaleLockTime(0);
    QVERIFY(lock.tryLock(0));
    runs.select(0);
    QTest::mouseClick(&button(runs.list(), "Resume the selected run"), Qt::LeftButton);
    QVERIFY(!runs.studio().training().isRunning());
    QVERIFY(!runs.fixture.window().notice().isEmpty());
    // The same by its file.
    runs.fixture.window().setStatus({}, {});
    runs.fixture.window().notify({});
    answerFileDialog(checkpoint);
    runs.fixture.window().actions().resumeTraining->trigger();
    QVERIFY(!runs.studio().training().isRunning());
    QVERIFY(!runs.fixture.window().notice().isEmpty());
}

int main(int argumentCount, char** arguments) {
    restartWithSleepingThreads(arguments); // as the program does
    return runStudioTest<StudioRunsTest>(argumentCount, arguments);
}
#include "studio_runs_test.moc"
