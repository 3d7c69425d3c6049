// SPDX-License-Identifier: GPL-3.0-or-later
// A run is watched and handled with mouse and keyboard while it trains: every thread of the studio
// is at work, which is what the thread sanitizer is to look at.
#include "app/studio/studio.h"

#include "core/training/checkpoint_file.h"
#include "support/fake_network_model.h"
#include "support/studio_expectation.h"
#include "support/studio_fixture.h"
#include "support/temporary_folder.h"
#include "ui/charts/qcustomplot.h"
#include "ui/moments/moment_timeline.h"
#include "ui/moments/moments_panel.h"
#include "ui/samplers/switch_box.h"
#include "ui/training/chart_controls.h"
#include "ui/training/loss_chart.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::test;
using Phase = ui::TrainingStatus::Phase;

namespace {

constexpr int patience = 60'000;

std::unique_ptr<LanguageModel> fakeNetwork(const studio::TrainingRequest& request) {
    return std::make_unique<FakeNetworkModel>(request.settings.model,
                                              request.settings.optimizer.kind);
}

/// Without an end, of a small network.
ui::RunPlan smallPlan() {
    ui::RunPlan plan;
    plan.settings = endlessTraining().settings;
    ModelConfiguration& network = plan.settings.model;
    network.embeddingWidth = 16;
    network.headCount = 2;
    network.headWidth = 8;
    network.hiddenWidth = 16;
    network.layerCount = 1;
    plan.settings.schedule.learningRate = 0.1;
    return plan;
}

QAbstractButton& buttonOf(const QWidget& parent, const QString& name) {
    for (QAbstractButton* button : parent.findChildren<QAbstractButton*>())
        if (button->accessibleName() == name && button->isVisible())
            return *button;
    qFatal("there is no button %s", qPrintable(name));
}

/// A studio that trains, its panels tall, begun with the button.
struct LiveRun {
    TemporaryFolder folder;
    StudioFixture fixture;
    QCustomPlot& plot;

    LiveRun()
        : fixture({}, fakeNetwork, QString::fromStdString((folder / "runs").string())),
          plot(fixture.child<QCustomPlot>(&chart())) {
        fixture.studio().setup().change(smallPlan());
        fixture.window().raiseTall(panel());
        press("Train");
    }

    ui::TrainingPanel& panel() { return fixture.window().training(); }
    ui::LossChart& chart() { return panel().lossChart(); }
    studio::TrainingController& training() { return fixture.studio().training(); }
    Phase phase() { return training().status().phase; }
    std::size_t steps() { return chart().run().steps().size(); }

    void press(const QString& name) { QTest::mouseClick(&buttonOf(panel(), name), Qt::LeftButton); }
    bool awaitSteps(std::size_t more) {
        const std::size_t wanted = steps() + more;
        return QTest::qWaitFor([&] { return steps() >= wanted; }, patience);
    }
    bool awaitPhase(Phase wanted) {
        return QTest::qWaitFor([&] { return phase() == wanted; }, patience);
    }
    bool awaitStep(std::int64_t step) {
        return QTest::qWaitFor([&] { return fixture.model().step() == step; }, patience);
    }
    /// Where a reading of the axes would be on screen.
    QPoint place(double x, double y) {
        const QRect area = plot.axisRect()->rect();
        return {area.left() + static_cast<int>(x * area.width()),
                area.top() + static_cast<int>(y * area.height())};
    }
    void turnWheel(int degrees) {
        const QPoint at = place(0.5, 0.5);
        QWheelEvent event(at, plot.mapToGlobal(at), {}, {0, degrees * 8}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot, &event);
    }
    void drag(QPoint from, QPoint to) {
        QTest::mousePress(&plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(&plot, (from + to) / 2);
        QTest::mouseMove(&plot, to);
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, to);
    }
    bool follows() {
        return chart().isFollowing() && plot.xAxis->range().contains(chart().run().steps().back());
    }
};

/// What text and Lens show is core's; empty where it is.
QString disagreement(StudioFixture& fixture) {
    if (!fixture.awaitText())
        return "it hangs";
    const StudioExpectation expected(fixture.state(), fixture.model());
    if (fixture.writtenIds() != expected.text())
        return "another text";
    return expected.disagreement(fixture.lensReadouts(),
                                 static_cast<std::size_t>(fixture.studio().text().selected()));
}

/// Clicks a button of the next message box as soon as there is one.
void answer(QMessageBox::StandardButton button) {
    auto* const timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, button] {
        auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr)
            return;
        timer->deleteLater();
        box->button(button)->click();
    });
    timer->start(20);
}

} // namespace

class LiveTrainingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }
    void chartStaysWhereItIsPutAndFollowsAgain();
    void smoothingAndScalesChangeWhileStepsCome();
    void pausesAndDoesSingleSteps();
    void pinnedWeightsAreExploredWhileItTrains();
    void newestWeightsAreExploredWhileItTrains();
    void goesBackToMomentsWhileItTrains();
    void closingKeepsTheRun();
};

void LiveTrainingTest::chartStaysWhereItIsPutAndFollowsAgain() {
    LiveRun run;
    QVERIFY(run.awaitSteps(20));
    const std::vector<std::function<void()>> moves{
        [&] { run.turnWheel(30); },
        [&] { run.drag(run.place(0.7, 0.5), run.place(0.4, 0.6)); },
        [&] { QTest::keyClick(&run.chart(), Qt::Key_Plus); },
        [&] { QTest::keyClick(&run.chart(), Qt::Key_Left, Qt::ShiftModifier); },
        [&] { QTest::keyClick(&run.chart(), Qt::Key_Minus); },
    };
    for (const auto& move : moves) {
        QVERIFY(run.follows());
        const QCPRange before = run.plot.xAxis->range();
        move();
        const QCPRange put = run.plot.xAxis->range();
        QVERIFY(put != before);
        QVERIFY(!run.chart().isFollowing());
        QVERIFY(run.awaitSteps(3));
        QCOMPARE(run.plot.xAxis->range(), put);
        QTest::mouseMove(&run.plot, run.place(0.3, 0.5));
        QTest::keyClick(&run.chart(), Qt::Key_Home);
    }
    QVERIFY(run.awaitSteps(3));
    QVERIFY(run.follows());
}

void LiveTrainingTest::smoothingAndScalesChangeWhileStepsCome() {
    LiveRun run;
    QVERIFY(run.awaitSteps(10));
    auto& slider = run.fixture.child<QSlider>(&run.chart().controls());
    const QPoint middle(slider.width() / 2, slider.height() / 2);
    const int before = run.chart().controls().smoothing();
    QTest::mousePress(&slider, Qt::LeftButton, {}, middle);
    for (int x = slider.width() / 2; x >= 0; x -= slider.width() / 8) {
        QTest::mouseMove(&slider, {x, middle.y()});
        QVERIFY(run.awaitSteps(1));
    }
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, {0, middle.y()});
    slider.setFocus();
    QTest::keyClick(&slider, Qt::Key_Home);
    QVERIFY(before > 1);
    QCOMPARE(run.chart().controls().smoothing(), 1); // the mean of one step is the step's loss
    QVERIFY(run.awaitSteps(2));
    QCOMPARE(run.chart().run().smoothedLoss().values(),
             run.chart().run().values(ui::TrainingSeries::loss).values());
    for (const QCPAxis* axis : {run.plot.xAxis, run.plot.yAxis}) {
        const char* const name = axis == run.plot.xAxis ? "Log steps" : "Log loss";
        for (const auto type : {QCPAxis::stLogarithmic, QCPAxis::stLinear}) {
            run.press(name);
            QCOMPARE(axis->scaleType(), type);
            QVERIFY(run.awaitSteps(2));
            QVERIFY(run.follows());
        }
    }
}

void LiveTrainingTest::pausesAndDoesSingleSteps() {
    LiveRun run;
    QVERIFY(run.awaitSteps(3));
    run.press("Pause");
    QCOMPARE(run.phase(), Phase::paused);
    QTest::qWait(200); // for the step that was under way
    std::size_t steps = run.steps();
    for (int i = 0; i < 3; ++i) {
        run.press("Single step");
        QVERIFY(run.awaitPhase(Phase::paused));
        QCOMPARE(run.steps(), ++steps);
        QVERIFY(!QTest::qWaitFor([&] { return run.steps() > steps; }, 100));
    }
    run.press("Resume");
    QVERIFY(run.awaitSteps(3));
    run.press("Stop training");
    QVERIFY(run.awaitPhase(Phase::finished));
    const std::vector<double>& drawn = run.chart().run().steps();
    for (std::size_t i = 0; i < drawn.size(); ++i)
        QCOMPARE(drawn[i], static_cast<double>(i + 1));
}

void LiveTrainingTest::pinnedWeightsAreExploredWhileItTrains() {
    LiveRun run;
    const ui::TrainingStrip& strip = run.fixture.window().strip();
    studio::WeightsFollower& weights = run.fixture.studio().weights();
    QVERIFY(QTest::qWaitFor([&] { return weights.age().has_value(); }, patience));
    QTest::mouseClick(&buttonOf(strip, "Pin the weights"), Qt::LeftButton);
    const ModelHandle pinned = run.fixture.studio().model().handle();
    QVERIFY(pinned->step() > 0);
    for (const double temperature : {0.3, 0.9, 2.0}) {
        run.fixture.drag({temperature, temperature * 1.1, temperature});
        QVERIFY(run.awaitSteps(2));
        QCOMPARE(disagreement(run.fixture), QString());
    }
    QVERIFY(QTest::qWaitFor([&] { return weights.newerExist(); }, patience));
    QVERIFY(run.fixture.studio().model().handle() == pinned);
    QTest::mouseClick(&buttonOf(strip, "Pin the weights"), Qt::LeftButton);
    QVERIFY(run.fixture.model().step() > pinned->step());
}

void LiveTrainingTest::newestWeightsAreExploredWhileItTrains() {
    LiveRun run;
    run.fixture.window().raisePanel(run.fixture.window().compare());
    run.fixture.studio().results().generate(4);
    for (int published = 0; published < 3; ++published) {
        const ModelHandle before = run.fixture.studio().model().handle();
        run.fixture.drag({0.4 + published, 0.6 + published});
        QVERIFY(QTest::qWaitFor([&] { return run.fixture.studio().model().handle() != before; },
                                patience));
    }
    run.press("Pause");
    QTest::qWait(200); // for what is published with it
    QCOMPARE(disagreement(run.fixture), QString());
}

void LiveTrainingTest::goesBackToMomentsWhileItTrains() {
    LiveRun run;
    ui::MomentsPanel& panel = run.fixture.window().moments();
    run.training().setMomentInterval(4);
    run.fixture.window().raiseTall(panel);
    QVERIFY(QTest::qWaitFor([&] { return panel.moments().size() >= 5; }, patience));
    QCOMPARE(run.fixture.window().problem(), QString());
    auto& timeline = run.fixture.child<ui::MomentTimeline>(&panel);
    for (const std::size_t index : {1, 3, 0}) {
        const std::int64_t step = panel.moments()[index].step;
        QTest::mouseClick(&timeline, Qt::LeftButton, {}, timeline.handleCenter(index).toPoint());
        QCOMPARE(panel.shownStep(), std::optional<qint64>(step));
        QVERIFY(run.awaitStep(step));
        QCOMPARE(disagreement(run.fixture), QString());
    }
    timeline.setFocus();
    for (int i = 0; i < 3; ++i) // scrubbed faster than models are read
        QTest::keyClick(&timeline, Qt::Key_Right);
    QVERIFY(run.awaitStep(*panel.shownStep()));
    QTest::mouseClick(&buttonOf(panel, "Newest weights"), Qt::LeftButton);
    QCOMPARE(run.fixture.studio().model().handle(), run.training().trainedModel());
    QVERIFY(run.training().isRunning());
}

void LiveTrainingTest::closingKeepsTheRun() {
    std::size_t drawn = 0;
    TemporaryFolder folder;
    QString output;
    {
        LiveRun run;
        run.training().setMomentInterval(2);
        QVERIFY(run.awaitSteps(10));
        run.fixture.drag({0.5, 1.5});
        run.turnWheel(30);
        answer(QMessageBox::Cancel);
        QVERIFY(!run.fixture.window().close());
        QVERIFY(run.awaitSteps(2));
        drawn = run.steps();
        output = run.training().request().output;
        // Elsewhere, so that it outlives the run's folder.
        run.training().save(QString::fromStdString((folder / "kept.tempera").string()));
        answer(QMessageBox::Close);
        QVERIFY(run.fixture.window().close());
    }
    QVERIFY(output.endsWith(".tempera"));
    const Checkpoint kept = loadCheckpoint(folder / "kept.tempera");
    QVERIFY(kept.progress.steps.size() >= drawn);
    for (const auto& file : std::filesystem::directory_iterator(folder.path()))
        QCOMPARE(file.path().extension().string(), std::string(".tempera")); // nothing half-written
}

int main(int argumentCount, char** arguments) {
    return runStudioTest<LiveTrainingTest>(argumentCount, arguments);
}
#include "live_training_test.moc"
