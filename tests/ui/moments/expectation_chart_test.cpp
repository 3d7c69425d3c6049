// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/expectation_chart.h"

#include "support/moments.h"
#include "ui/moments/series_color.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QtTest>
#include <cmath>

using namespace tempera;
using namespace tempera::ui;

namespace {

Moment expecting(std::int64_t step, std::vector<MomentCandidate> candidates, double entropy) {
    Moment moment = test::momentAt(step);
    moment.candidates = std::move(candidates);
    moment.entropy = entropy;
    return moment;
}

std::vector<Moment> learning() {
    return {expecting(10, {{"the", 0.3}, {"of", 0.2}}, 3.0),
            expecting(20, {{"is", 0.5}, {"of", 0.25}}, 2.0),
            expecting(40, {{"is", 0.75}, {"was", 0.125}}, 1.0)};
}

/// By WCAG 2.
double luminance(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

class ExpectationChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreThoseThatMatteredMost() {
        const std::vector<Moment> moments = learning();
        const auto series = expectationSeries({&moments[0], &moments[1], &moments[2]}, 3);
        QCOMPARE(series.size(), std::size_t{3});
        QCOMPARE(series[0].word, std::string("is")); // reached 0.75
        QCOMPARE(series[1].word, std::string("the"));
        QCOMPARE(series[2].word, std::string("of"));
        QVERIFY(std::isnan(series[0].probabilities[0]));
        QCOMPARE(series[0].probabilities[1], 0.5);
        QCOMPARE(series[0].probabilities[2], 0.75);
        QVERIFY(expectationSeries({}, 3).empty());
    }

    void tableHoldsTheNumbers() {
        ExpectationChart chart;
        chart.setMoments(learning());
        const ChartTable table = chart.chartTable();
        QCOMPARE(table.columns, (QStringList{"Step", "Entropy (bits)", "is", "the", "of", "was"}));
        QCOMPARE(table.rows.size(), std::size_t{3});
        QCOMPARE(table.rows[1][0].toLongLong(), 20);
        QCOMPARE(table.rows[1][1].toDouble(), 2.0);
        QCOMPARE(table.rows[1][2].toDouble(), 0.5);
        QVERIFY(!table.rows[1][3].isValid());
    }

    void momentsOfAnotherPromptAreLeftOut() {
        std::vector<Moment> moments = learning();
        moments[0].prompt = "another";
        ExpectationChart chart;
        chart.setMoments(moments);
        QCOMPARE(chart.chartTable().rows.size(), std::size_t{2});
        chart.setShown(moments[0]);
        QCOMPARE(chart.chartTable().rows.size(), std::size_t{1});
        QCOMPARE(chart.chartTable().rows[0][0].toLongLong(), 10);
        chart.setShown({});
        QCOMPARE(chart.chartTable().rows.size(), std::size_t{2});
    }

    void arrowKeysAndClicksChooseAMoment() {
        ExpectationChart chart;
        chart.resize(600, 400);
        chart.setMoments(learning());
        chart.setShown(learning()[2]);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        QSignalSpy chosen(&chart, &ExpectationChart::stepChosen);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 20);
        chart.setShown(learning()[0]);
        QTest::keyClick(&chart, Qt::Key_Left);
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 10);
        QWidget* plot = chart.childAt(300, 150);
        QVERIFY(plot != nullptr);
        // The axis ends a little behind the last moment: this is right of it.
        QTest::mouseClick(plot, Qt::LeftButton, {}, {plot->width() - 8, 150});
        QCOMPARE(chosen.takeLast()[0].toLongLong(), 40);
    }

    void emptyChartCanBeLookedAt() {
        ExpectationChart chart;
        chart.setMoments({});
        chart.setLogarithmic(true);
        QVERIFY(!chart.grab().isNull());
        QVERIFY(chart.chartTable().rows.empty());
        QTest::keyClick(&chart, Qt::Key_Left);
    }

    void everyLineIsSeenInBothThemes() {
        for (const QPalette& palette : {lightPalette(), darkPalette()}) {
            const double ground = luminance(themeColors(palette).cardBackground) + 0.05;
            for (std::size_t index = 0; index < seriesColorCount; ++index) {
                const double line = luminance(seriesColor(index, palette)) + 0.05;
                const double contrast = std::max(ground, line) / std::min(ground, line);
                QVERIFY2(contrast >= 3.0, qPrintable(QString::number(contrast)));
            }
        }
    }
};

QTEST_MAIN(ExpectationChartTest)
#include "expectation_chart_test.moc"
