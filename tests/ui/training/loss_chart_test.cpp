// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/loss_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/chart_controls.h"
#include "ui/training/epoch_marks.h"
#include "ui/training/reference_lines.h"
#include "ui/training/run_look.h"
#include "ui/training/smoothing_slider.h"

#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::ui;

namespace {

StepRecord stepAt(std::int64_t step, double loss) {
    return {step, (step - 1) / 25 + 1, loss, 0.001, 2.5, 5210.0};
}

/// A run of `count` steps, 25 an epoch, whose loss falls as 9 / sqrt(step).
TrainingProgress runOf(int count) {
    TrainingProgress progress;
    for (int step = 1; step <= count; ++step)
        progress.steps.push_back(stepAt(step, 9.0 / std::sqrt(step)));
    return progress;
}

void append(LossChart& chart, const StepRecord& step) {
    chart.append(std::span(&step, 1), {});
}

void append(LossChart& chart, const ValidationRecord& validation) {
    chart.append({}, std::span(&validation, 1));
}

/// How many pixels of the chart have about this colour.
int pixelsOf(LossChart& chart, const QColor& color) {
    QCoreApplication::processEvents(); // replots are queued
    const QImage image = chart.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                         std::abs(pixel.blue() - color.blue()) <
                     12;
        }
    return count;
}

/// A chart with 100 steps in a window.
struct Fixture {
    LossChart chart;

    Fixture() {
        chart.begin(runOf(100), 25);
        chart.resize(900, 500);
        chart.show();
        chart.grab();
    }

    QCustomPlot& plot() const { return *chart.findChild<QCustomPlot*>(); }
    QCPRange steps() const { return plot().xAxis->range(); }
    QAbstractButton* button(const QString& name) const {
        for (QAbstractButton* found : chart.findChildren<QAbstractButton*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    QString reading() { return chart.controls().reading(); }
    void wheel() const {
        const QPointF middle = plot().axisRect()->center();
        QWheelEvent event(middle, plot().mapToGlobal(middle), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot(), &event);
    }
};

} // namespace

class LossChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsNewSteps() {
        Fixture fixture;
        QVERIFY(fixture.steps().contains(1.0) && fixture.steps().contains(100.0));
        append(fixture.chart, stepAt(500, 0.4));
        QVERIFY(!fixture.steps().contains(500.0)); // not before flush()
        fixture.chart.flush();
        QVERIFY(fixture.steps().contains(500.0));
    }

    void aZoomSurvivesNewData() {
        Fixture fixture;
        fixture.wheel();
        QVERIFY(!fixture.chart.isFollowing());
        const QCPRange zoomed = fixture.steps();
        QVERIFY(zoomed.size() < 100.0);
        append(fixture.chart, stepAt(500, 0.4));
        append(fixture.chart, ValidationRecord{500, 20, 3.0});
        fixture.chart.flush();
        QCOMPARE(fixture.steps(), zoomed);
        QTest::mouseClick(fixture.button("Follow"), Qt::LeftButton);
        QVERIFY(fixture.chart.isFollowing());
        QVERIFY(fixture.steps().contains(500.0));
    }

    void aDragPans() {
        Fixture fixture;
        const QPoint middle = fixture.plot().axisRect()->center();
        const QCPRange before = fixture.steps();
        QTest::mousePress(&fixture.plot(), Qt::LeftButton, {}, middle);
        for (const int distance : {10, 50, 120}) {
            const QPoint there = middle + QPoint(distance, 0);
            QMouseEvent move(QEvent::MouseMove, there, fixture.plot().mapToGlobal(there),
                             Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&fixture.plot(), &move);
        }
        QTest::mouseRelease(&fixture.plot(), Qt::LeftButton, {}, middle + QPoint(120, 0));
        QVERIFY(fixture.steps().lower < before.lower);
        QVERIFY(!fixture.chart.isFollowing());
    }

    void theKeyboardReadsZoomsAndFollows() {
        Fixture fixture;
        QTest::keyClick(&fixture.chart, Qt::Key_Left); // from the last step
        QVERIFY(fixture.reading().startsWith(u"step 99 \u00b7 epoch 4 \u00b7 loss 0.905"_qs));
        QTest::keyClick(&fixture.chart, Qt::Key_Right);
        QTest::keyClick(&fixture.chart, Qt::Key_Right);
        QVERIFY(fixture.reading().startsWith(u"step 100 \u00b7 epoch 4 \u00b7 loss 0.900"_qs));
        QTest::keyClick(&fixture.chart, Qt::Key_Plus);
        QVERIFY(!fixture.chart.isFollowing());
        QTest::keyClick(&fixture.chart, Qt::Key_Home);
        QVERIFY(fixture.chart.isFollowing());
    }

    void pointingReads() {
        Fixture fixture;
        append(fixture.chart, ValidationRecord{20, 1, 2.5});
        fixture.chart.flush();
        const QPoint there(static_cast<int>(fixture.plot().xAxis->coordToPixel(25.0)),
                           fixture.plot().axisRect()->center().y());
        QMouseEvent move(QEvent::MouseMove, there, fixture.plot().mapToGlobal(there), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&fixture.plot(), &move);
        for (const QString& part :
             {u"step 25"_qs, u"epoch 1"_qs, u"loss 1.800"_qs, u"validation 2.500 at step 20"_qs,
              u"learning rate 0.00100"_qs, u"gradient norm 2.500"_qs, u"5,210 tokens/s"_qs})
            QVERIFY2(fixture.reading().split(u" \u00b7 "_qs).contains(part), qPrintable(part));
        QVERIFY(fixture.reading().contains("perplexity"));
    }

    void logarithmicAxes() {
        Fixture fixture;
        QTest::mouseClick(fixture.button("Log steps"), Qt::LeftButton, {}, {5, 5});
        QTest::mouseClick(fixture.button("Log loss"), Qt::LeftButton, {}, {5, 5});
        QCOMPARE(fixture.plot().xAxis->scaleType(), QCPAxis::stLogarithmic);
        QCOMPARE(fixture.plot().yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(fixture.steps().lower > 0.0 && fixture.steps().contains(100.0));
    }

    void allSeriesShareTheSteps() {
        Fixture fixture;
        const QList<QCPAxisRect*> rectangles = fixture.plot().axisRects();
        QCOMPARE(rectangles.size(), 4);
        const QPoint below = rectangles[2]->center();
        QWheelEvent wheel(below, fixture.plot().mapToGlobal(below), {}, {0, 120}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&fixture.plot(), &wheel);
        QVERIFY(!fixture.chart.isFollowing());
        for (const QCPAxisRect* rectangle : rectangles)
            QCOMPARE(rectangle->axis(QCPAxis::atBottom)->range(), fixture.steps());
        QVERIFY(fixture.steps().size() < 99.0);
        // What is constant is in view too.
        QVERIFY(rectangles[2]->axis(QCPAxis::atLeft)->range().contains(2.5));
        QVERIFY(rectangles[3]->axis(QCPAxis::atLeft)->range().contains(5210.0));
    }

    void aSeriesIsSwitchedOffAndOnAgain() {
        Fixture fixture;
        for (QAction* action : fixture.chart.controls().findChild<QMenu*>()->actions())
            action->trigger();
        QCOMPARE(fixture.plot().axisRects().size(), 1);
        fixture.chart.controls().findChild<QMenu*>()->actions().first()->trigger();
        QCOMPARE(fixture.plot().axisRects().size(), 2);
        fixture.chart.grab(); // draws them
    }

    void aLowChartHasRoomForOneSeries() {
        Fixture fixture;
        fixture.chart.resize(900, 180);
        fixture.chart.grab();
        QCOMPARE(fixture.plot().axisRects().size(), 1);
        auto* choice = fixture.chart.controls().findChild<QComboBox*>();
        QVERIFY(choice->isVisible());
        QTest::keyClick(choice, Qt::Key_Down);
        QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), "Gradient norm");
        QCOMPARE(fixture.plot().axisRects().size(), 1);
        QVERIFY(fixture.plot().axisRect()->axis(QCPAxis::atLeft)->range().contains(2.5));
        QVERIFY(fixture.chart.minimumSizeHint().height() <= 150);
        fixture.chart.resize(900, 500);
        QCOMPARE(fixture.plot().axisRects().size(), 4);
    }

    void theHandleSmooths() {
        Fixture fixture;
        auto* handle = fixture.chart.controls().findChild<QSlider*>();
        QTest::keyClick(handle, Qt::Key_Home); // a window of one step: the loss itself
        QTest::keyClick(&fixture.chart, Qt::Key_Left);
        QVERIFY(fixture.reading().contains("smoothed 0.905"));
        QTest::keyClick(handle, Qt::Key_End);
        QVERIFY(!fixture.reading().contains("smoothed 0.905"));
        QCOMPARE(smoothingWindow(0), 1);
        QCOMPARE(smoothingWindow(20), 10);
        QCOMPARE(smoothingWindow(60), 1000);
    }

    void referencesAreDrawnWhereTheyAreInView() {
        Fixture fixture;
        const QColor line = themeColors(fixture.chart.palette()).secondaryText;
        const QCPRange losses = fixture.plot().yAxis->range();
        const int without = pixelsOf(fixture.chart, line);
        fixture.chart.setReferences(LossReferences{40.0, 30.0, 20.0}); // the loss begins at 9
        QCOMPARE(pixelsOf(fixture.chart, line), without);
        fixture.chart.setReferences(LossReferences{40.0, 7.0, 5.0});
        fixture.chart.flush();
        QCOMPARE(fixture.plot().yAxis->range(), losses);
        const int with = pixelsOf(fixture.chart, line);
        QVERIFY(with > without + 500);
        QTest::mouseClick(fixture.button("References"), Qt::LeftButton, {}, {5, 5});
        QVERIFY(pixelsOf(fixture.chart, line) < with - 500);
    }

    void referencesSayWhatTheyAre() {
        const auto lines = referenceLines({std::log(15000.0), 6.534, 0.0});
        QCOMPARE(lines.size(), std::size_t(2));
        QCOMPARE(lines[0].text, "uniform: ln 15,000 = 9.62");
        QCOMPARE(lines[1].text, "unigram entropy 6.53");
    }

    void epochsAreThinned() {
        PlotArea area{QRect(0, 0, 1000, 100),     0.0, 1000.0, [](double step) { return step; },
                      [](double x) { return x; }, {}};
        QCOMPARE(visibleEpochs(area, 100, 40.0),
                 (std::vector<qint64>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
        QCOMPARE(visibleEpochs(area, 10, 150.0), (std::vector<qint64>{20, 40, 60, 80, 100}));
        QVERIFY(visibleEpochs(area, 0, 40.0).empty());
        area.firstStep = 450.0;
        QCOMPARE(visibleEpochs(area, 100, 40.0), (std::vector<qint64>{5, 6, 7, 8, 9, 10}));
        area = {QRect(0, 0, 600, 100),
                1.0,
                1e6,
                [](double step) { return step > 0.0 ? 100.0 * std::log10(step) : -1e4; },
                [](double x) { return std::pow(10.0, x / 100.0); },
                {}};
        const std::vector<qint64> epochs = visibleEpochs(area, 1, 30.0);
        QVERIFY(epochs.size() > 5 && epochs.size() <= 21);
        for (std::size_t index = 1; index < epochs.size(); ++index)
            QVERIFY(area.x(double(epochs[index])) - area.x(double(epochs[index - 1])) > 29.0);
    }

    void earlierRunsAreDrawnOnTop() {
        Fixture fixture;
        EarlierRun run{.id = "a", .name = "first try", .summary = {}, .shown = true};
        run.history = std::make_shared<TrainingProgress>(runOf(300));
        const QColor color = runColor(0, fixture.chart.palette());
        QCOMPARE(pixelsOf(fixture.chart, color), 0);
        fixture.chart.setEarlierRuns({run});
        QVERIFY(fixture.steps().contains(300.0)); // followed as a whole
        QVERIFY(pixelsOf(fixture.chart, color) > 10);
        QTest::keyClick(&fixture.chart, Qt::Key_Left);
        QVERIFY(fixture.reading().contains("first try "));
        run.shown = false;
        fixture.chart.setEarlierRuns({run});
        QVERIFY(!fixture.steps().contains(300.0));
        QCOMPARE(pixelsOf(fixture.chart, color), 0);
        run.shown = true;
        run.history = nullptr; // not yet loaded
        fixture.chart.setEarlierRuns({run});
        QCOMPARE(pixelsOf(fixture.chart, color), 0);
    }

    void theTableHoldsWhatCame() {
        LossChart chart;
        append(chart, stepAt(1, 9.0));
        append(chart, stepAt(2, std::numeric_limits<double>::quiet_NaN()));
        append(chart, stepAt(3, 7.0));
        append(chart, ValidationRecord{3, 1, 7.5});
        append(chart, ValidationRecord{4, 1, 6.5});
        const ChartTable table = chart.chartTable();
        QCOMPARE(table.rows.size(), std::size_t(4));
        QCOMPARE(table.columns.size(), 8);
        QVERIFY(table.rows[1][2].isNull());
        QCOMPARE(table.rows[1][6].toDouble(), 5210.0);
        QCOMPARE(table.rows[2][2].toDouble(), 7.0);
        QCOMPARE(table.rows[2][7].toDouble(), 7.5);
        QVERIFY(table.rows[3][2].isNull());
        QCOMPARE(table.rows[3][7].toDouble(), 6.5);
        chart.clear();
        QVERIFY(chart.chartTable().rows.empty());
    }

    void anEmptyChartSaysSo() {
        LossChart chart;
        chart.resize(900, 400);
        chart.show();
        QVERIFY(!chart.controls().followButton()->isEnabled());
        chart.setIdleText("Not training");
        QCOMPARE(chart.controls().reading(), "Not training");
        chart.grab();
    }
};

QTEST_MAIN(LossChartTest)
#include "loss_chart_test.moc"
