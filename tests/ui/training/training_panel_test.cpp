// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/chart_controls.h"
#include "ui/training/loss_chart.h"

#include <QtTest>

using namespace tempera;
using namespace tempera::ui;
using Phase = TrainingStatus::Phase;

namespace {

TrainingProgress runOf(int count) {
    TrainingProgress progress;
    for (int step = 1; step <= count; ++step)
        progress.steps.push_back({step, 1, 9.0 - step * 0.01, 0.001, 1.0, 100.0});
    return progress;
}

std::vector<EarlierRun> twoRuns() {
    std::vector<EarlierRun> runs(2);
    runs[0].id = "one";
    runs[0].name = "first try";
    runs[0].summary = "validation 5.28 after 12,000 steps";
    runs[0].history = std::make_shared<TrainingProgress>(runOf(50));
    runs[0].differences = {{"learning rate", "0.001", "0.01"}, {"batch", "64", "256"}};
    runs[1].id = "two";
    runs[1].name = "second try";
    return runs;
}

struct Fixture {
    TrainingPanel panel;

    Fixture() {
        panel.begin(runOf(30), 10);
        panel.setEarlierRuns(twoRuns());
        panel.resize(1400, 500);
        panel.show();
        panel.grab();
    }
    QAbstractButton* button(const QString& name) const {
        for (QAbstractButton* found : panel.findChildren<QAbstractButton*>())
            if (found->accessibleName() == name && found->isVisible())
                return found;
        return nullptr;
    }
    void click(const QString& name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    QListWidget& list() const { return *panel.findChild<QListWidget*>(); }
    double lastStepShown() const { return panel.findChild<QCustomPlot*>()->xAxis->range().upper; }
    bool shows(const QString& text) const {
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(text))
                return true;
        return false;
    }
};

} // namespace

class TrainingPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePedalsAskForWhatTheySay() {
        Fixture fixture;
        QSignalSpy play(&fixture.panel, &TrainingPanel::playRequested);
        QSignalSpy pause(&fixture.panel, &TrainingPanel::pauseRequested);
        QSignalSpy step(&fixture.panel, &TrainingPanel::stepRequested);
        QSignalSpy stop(&fixture.panel, &TrainingPanel::stopRequested);
        QSignalSpy save(&fixture.panel, &TrainingPanel::historyExportRequested);
        fixture.click("Train");
        fixture.click("Single step");
        TrainingStatus status;
        status.phase = Phase::running;
        status.step = 30;
        fixture.panel.setStatus(status);
        QVERIFY(fixture.button("Single step") == nullptr);
        fixture.click("Pause");
        status.phase = Phase::paused;
        fixture.panel.setStatus(status);
        QCOMPARE(fixture.panel.lossChart().controls().reading(), u"paused \u00b7 step 30"_qs);
        fixture.click("Resume");
        fixture.click("Single step");
        fixture.click("Stop training");
        fixture.click("Export the history");
        QCOMPARE(play.count(), 2);
        QCOMPARE(pause.count(), 1);
        QCOMPARE(step.count(), 2);
        QCOMPARE(stop.count(), 1);
        QCOMPARE(save.count(), 1);
    }

    void tickingARunDrawsIt() {
        Fixture fixture;
        QSignalSpy toggled(&fixture.panel, &TrainingPanel::earlierRunToggled);
        QVERIFY(fixture.lastStepShown() < 50.0);
        QListWidgetItem* item = fixture.list().item(0);
        fixture.list().setCurrentItem(item);
        QTest::keyClick(&fixture.list(), Qt::Key_Space);
        QCOMPARE(toggled.count(), 1);
        QCOMPARE(toggled.front()[0].toString(), "one");
        QCOMPARE(toggled.front()[1].toBool(), true);
        QVERIFY(fixture.lastStepShown() >= 50.0);
        QTest::keyClick(&fixture.list(), Qt::Key_Space);
        QCOMPARE(toggled.back()[1].toBool(), false);
        QVERIFY(fixture.lastStepShown() < 50.0);
    }

    void aRunWithoutHistoryIsAskedForAndDrawnWhenItComes() {
        Fixture fixture;
        QSignalSpy toggled(&fixture.panel, &TrainingPanel::earlierRunToggled);
        fixture.list().setCurrentRow(1);
        QTest::keyClick(&fixture.list(), Qt::Key_Space);
        QCOMPARE(toggled.front()[0].toString(), "two");
        QVERIFY(fixture.lastStepShown() < 50.0);
        auto runs = twoRuns();
        runs[1].shown = true;
        runs[1].history = std::make_shared<TrainingProgress>(runOf(80));
        fixture.panel.setEarlierRuns(runs);
        QCOMPARE(toggled.count(), 1); // setters emit nothing
        QVERIFY(fixture.lastStepShown() >= 80.0);
        QCOMPARE(fixture.list().currentRow(), 1); // still selected
    }

    void theSelectedRunsDifferencesAreListed() {
        Fixture fixture;
        QVERIFY(!fixture.shows("learning rate: 0.001 here, 0.01 there"));
        fixture.list().setCurrentRow(0);
        QVERIFY(fixture.shows("learning rate: 0.001 here, 0.01 there"));
        QVERIFY(fixture.shows("batch: 64 here, 256 there"));
        QVERIFY(fixture.list().item(0)->toolTip().contains("batch: 64 here, 256 there"));
        fixture.list().setCurrentRow(1);
        QVERIFY(fixture.shows("The same settings as this run."));
        fixture.panel.resize(1400, 180);
        fixture.panel.grab();
        QVERIFY(!fixture.shows("The same settings as this run.")); // the list needs the room
    }

    void theButtonsConcernTheSelectedRun() {
        Fixture fixture;
        QSignalSpy opened(&fixture.panel, &TrainingPanel::earlierRunOpened);
        QSignalSpy resumed(&fixture.panel, &TrainingPanel::earlierRunResumed);
        QSignalSpy removed(&fixture.panel, &TrainingPanel::earlierRunRemoved);
        QSignalSpy added(&fixture.panel, &TrainingPanel::addRunRequested);
        QVERIFY(!fixture.button("Open the selected run")->isEnabled());
        fixture.list().setCurrentRow(1);
        fixture.click("Open the selected run");
        fixture.click("Resume the selected run");
        fixture.click("Remove the selected run");
        fixture.click("Add a run");
        QCOMPARE(opened.front()[0].toString(), "two");
        QCOMPARE(resumed.front()[0].toString(), "two");
        QCOMPARE(removed.front()[0].toString(), "two");
        QCOMPARE(added.count(), 1);
        fixture.panel.setEarlierRuns({});
        QVERIFY(fixture.button("Open the selected run") == nullptr);
        QVERIFY(fixture.shows("Add one from a .tempera file."));
    }

    void itFitsWhereItIsLow() {
        Fixture fixture;
        QVERIFY(fixture.panel.minimumSizeHint().height() <= 150);
        for (const QSize size : {QSize(1240, 180), QSize(1400, 230), QSize(1400, 600)}) {
            fixture.panel.resize(size);
            QCoreApplication::processEvents();
            fixture.panel.grab();
            for (const QAbstractButton* button : fixture.panel.findChildren<QAbstractButton*>()) {
                if (!button->isVisible())
                    continue;
                const QRect place(button->mapTo(&fixture.panel, QPoint()), button->size());
                QVERIFY2(fixture.panel.rect().contains(place), qPrintable(button->text()));
            }
            const auto* plot = fixture.panel.findChild<QCustomPlot*>();
            QVERIFY2(plot->axisRect()->height() > size.height() / 4,
                     qPrintable(QString::number(plot->axisRect()->height())));
        }
    }
};

QTEST_MAIN(TrainingPanelTest)
#include "training_panel_test.moc"
