// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/loss_chart.h"

#include "ui/charts/qcustomplot.h"

#include <QtTest>
#include <cmath>

using namespace tempera::ui;

namespace {

/// A run of `count` steps whose loss falls as 9 / sqrt(step).
void fill(LossChart& chart, int count) {
    std::vector<double> steps, losses;
    for (int step = 1; step <= count; ++step) {
        steps.push_back(step);
        losses.push_back(9.0 / std::sqrt(step));
    }
    chart.setSteps(steps, losses);
}

/// A chart with 100 steps in a window.
struct Fixture {
    LossChart chart;

    Fixture() {
        fill(chart, 100);
        chart.resize(900, 300);
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
    QString reading() const { return chart.findChild<QLabel*>()->text(); }
    void wheel() const {
        const QPointF middle(plot().width() / 2.0, plot().height() / 2.0);
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
        fixture.chart.appendStep(500.0, 0.4);
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
        fixture.chart.appendStep(500.0, 0.4);
        fixture.chart.appendValidation(500.0, 3.0);
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
        QVERIFY(fixture.reading().startsWith(u"step 99 \u00b7 loss 0.905"_qs));
        QTest::keyClick(&fixture.chart, Qt::Key_Right);
        QTest::keyClick(&fixture.chart, Qt::Key_Right);
        QVERIFY(fixture.reading().startsWith(u"step 100 \u00b7 loss 0.900"_qs));
        QTest::keyClick(&fixture.chart, Qt::Key_Plus);
        QVERIFY(!fixture.chart.isFollowing());
        QTest::keyClick(&fixture.chart, Qt::Key_Home);
        QVERIFY(fixture.chart.isFollowing());
    }

    void pointingReads() {
        Fixture fixture;
        fixture.chart.appendValidation(50.0, 2.5);
        fixture.chart.flush();
        const QPoint there(static_cast<int>(fixture.plot().xAxis->coordToPixel(25.0)),
                           fixture.plot().axisRect()->center().y());
        QMouseEvent move(QEvent::MouseMove, there, fixture.plot().mapToGlobal(there), Qt::NoButton,
                         Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&fixture.plot(), &move);
        QVERIFY(fixture.reading().startsWith(u"step 25 \u00b7 loss 1.800"_qs));
        QVERIFY(fixture.reading().endsWith("validation 2.500 at step 50"));
    }

    void logarithmicAxes() {
        Fixture fixture;
        QTest::mouseClick(fixture.button("Log steps"), Qt::LeftButton, {}, {5, 5});
        QTest::mouseClick(fixture.button("Log loss"), Qt::LeftButton, {}, {5, 5});
        QCOMPARE(fixture.plot().xAxis->scaleType(), QCPAxis::stLogarithmic);
        QCOMPARE(fixture.plot().yAxis->scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(fixture.steps().lower > 0.0 && fixture.steps().contains(100.0));
    }

    void theTableHoldsWhatCame() {
        LossChart chart;
        chart.appendStep(1.0, 9.0);
        chart.appendStep(2.0, std::numeric_limits<double>::quiet_NaN());
        chart.appendStep(3.0, 7.0);
        chart.appendValidation(3.0, 7.5);
        chart.appendValidation(4.0, 6.5);
        const ChartTable table = chart.chartTable();
        QCOMPARE(table.rows.size(), std::size_t(3));
        QCOMPARE(table.rows[1][1].toDouble(), 7.0);
        QCOMPARE(table.rows[1][3].toDouble(), 7.5);
        QVERIFY(table.rows[2][1].isNull());
        QCOMPARE(table.rows[2][3].toDouble(), 6.5);
        chart.clear();
        QVERIFY(chart.chartTable().rows.empty());
    }

    void theMeanStaysBetweenTheValuesAndSettles() {
        RunningMean mean;
        double last = 0.0;
        for (int step = 0; step < 400; ++step) {
            last = mean.add(step % 2 == 0 ? 4.0 : 6.0);
            QVERIFY(last >= 4.0 && last <= 6.0);
        }
        QVERIFY(std::abs(last - 5.0) < 0.1);
        RunningMean constant;
        for (int step = 0; step < 50; ++step)
            QCOMPARE(constant.add(3.0), 3.0);
    }
};

QTEST_MAIN(LossChartTest)
#include "loss_chart_test.moc"
