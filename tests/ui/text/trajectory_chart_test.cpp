// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/trajectory_chart.h"

#include "tests/ui/text/sample_text.h"
#include "ui/charts/qcustomplot.h"

#include <QtTest>
#include <QtWidgets>
#include <limits>

using namespace tempera::ui;

namespace {

QCustomPlot& plotOf(const TrajectoryChart& chart) {
    return *chart.findChild<QCustomPlot*>();
}

/// All bars by their place, whichever look they have.
QMap<int, double> barsOf(const TrajectoryChart& chart) {
    QMap<int, double> bars;
    for (int i = 0; i < plotOf(chart).plottableCount(); ++i)
        for (const QCPBarsData& bar : *static_cast<QCPBars*>(plotOf(chart).plottable(i))->data())
            bars.insert(static_cast<int>(bar.key), bar.value);
    return bars;
}

void show(TrajectoryChart& chart, int written) {
    chart.setScale(TokenScale(TokenColoring::surprise, 16384));
    chart.setTokens(sampleText(written));
    chart.resize(500, 120);
    chart.show();
    QCoreApplication::processEvents();
    chart.grab();
}

} // namespace

class TrajectoryChartTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsTheSurpriseOfEachWrittenToken();
    void followsTheMeasure();
    void keepsItsScale();
    void drawsRemovedTokensToTheTop();
    void selectsByClickAndKeys();
    void tellsTheValueUnderThePointer();
    void hasATable();
};

void TrajectoryChartTest::drawsTheSurpriseOfEachWrittenToken() {
    TrajectoryChart chart;
    show(chart, 40);
    chart.setSelected(9);
    const QMap<int, double> bars = barsOf(chart);
    QCOMPARE(bars.size(), 40);
    for (int place = 1; place <= 40; ++place) // of probability 1 / (place + 2)
        QVERIFY(std::abs(bars[place] - std::log2(place + 2.0)) < 1e-12);
    QCOMPARE(chart.chartTitle(), QStringLiteral("Trajectory: surprise per token (bits)"));
}

void TrajectoryChartTest::followsTheMeasure() {
    TrajectoryChart chart;
    show(chart, 10);
    chart.setScale(TokenScale(TokenColoring::probability, 16384));
    QCOMPARE(barsOf(chart)[2], 0.25);
    QCOMPARE(chart.chartTitle(), QStringLiteral("Trajectory: probability per token"));
    chart.setScale(TokenScale(TokenColoring::rank, 16384));
    QCOMPARE(barsOf(chart)[2], 5.0);
    chart.setScale(TokenScale(TokenColoring::entropy, 16384));
    QCOMPARE(barsOf(chart)[2], 2.5);
}

void TrajectoryChartTest::keepsItsScale() {
    TrajectoryChart chart;
    show(chart, 3);
    QCOMPARE(plotOf(chart).yAxis->range().upper, 14.0);
    chart.setTokens(sampleText(30));
    QCOMPARE(plotOf(chart).yAxis->range().lower, 0.0);
    QCOMPARE(plotOf(chart).yAxis->range().upper, 14.0);
}

void TrajectoryChartTest::drawsRemovedTokensToTheTop() {
    TrajectoryChart chart;
    show(chart, 5);
    TextTokens tokens = sampleText(5);
    tokens[3].figures.probability = 0.0;
    tokens[3].figures.logProbability = -std::numeric_limits<double>::infinity();
    chart.setTokens(tokens);
    QCOMPARE(barsOf(chart)[2], 14.0);
    QSignalSpy spy(&chart, &TrajectoryChart::hovered);
    QTest::mouseMove(&plotOf(chart), plotOf(chart).mapFromParent(chart.barCenter(3)));
    QCOMPARE(spy.count(), 1);
    QVERIFY(spy[0][0].toString().contains(QLatin1String("removed by the samplers")));
}

void TrajectoryChartTest::selectsByClickAndKeys() {
    TrajectoryChart chart;
    show(chart, 20);
    QSignalSpy spy(&chart, &TrajectoryChart::tokenSelected);
    chart.setSelected(3);
    QCOMPARE(spy.count(), 0);
    QTest::mouseClick(&plotOf(chart), Qt::LeftButton, {},
                      plotOf(chart).mapFromParent(chart.barCenter(12)));
    QTest::keyClick(&chart, Qt::Key_Right);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Left); // the prompt has no bars
    QTest::keyClick(&chart, Qt::Key_End);
    QList<int> selected;
    for (const QList<QVariant>& arguments : spy)
        selected.append(arguments[0].toInt());
    QCOMPARE(selected, (QList<int>{12, 13, 2, 21}));
}

void TrajectoryChartTest::tellsTheValueUnderThePointer() {
    TrajectoryChart chart;
    show(chart, 20);
    QSignalSpy spy(&chart, &TrajectoryChart::hovered);
    QTest::mouseMove(&plotOf(chart), plotOf(chart).mapFromParent(chart.barCenter(3)));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy[0][0].toString(), QStringLiteral("“of”: 2.00 bits"));
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&chart, &leave);
    QCOMPARE(spy.last()[0].toString(), QString());
}

void TrajectoryChartTest::hasATable() {
    TrajectoryChart chart;
    show(chart, 7);
    const ChartTable table = chart.chartTable();
    QCOMPARE(table.rows.size(), std::size_t(7));
    for (const std::vector<QVariant>& row : table.rows)
        QCOMPARE(static_cast<qsizetype>(row.size()), table.columns.size());
    QCOMPARE(table.rows[1][0].toInt(), 4);
    QCOMPARE(table.rows[1][1].toString(), QStringLiteral("of"));
    QCOMPARE(table.rows[1][2].toDouble(), 2.0);
    QCOMPARE(table.rows[1][3].toDouble(), 0.25);
}

QTEST_MAIN(TrajectoryChartTest)
#include "trajectory_chart_test.moc"
