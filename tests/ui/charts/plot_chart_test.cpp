// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_chart.h"

#include "ui/charts/fake_charts.h"

#include <QtTest>

using namespace tempera::ui;
using namespace tempera::ui::test;

class PlotChartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QApplication::setPalette(lightPalette()); }
    void followsTheTheme();
    void exportsLightInTheDark();
    void exportLeavesTheWidgetAsItWas();
    void drawsInTheSizeThatIsAskedFor();
    void vectorsStayVectors();
    void showsTheKeyboardsFocus();
    void hasANameForScreenReaders();
};

void PlotChartTest::followsTheTheme() {
    FakePlot plot;
    for (const QPalette& palette : {lightPalette(), darkPalette(), lightPalette()}) {
        QApplication::setPalette(palette);
        plot.show();
        const ThemeColors colors = themeColors(palette);
        QTRY_COMPARE(plot.graph->pen().color(), colors.accent);
        QCOMPARE(plot.plot().xAxis->tickLabelColor(), colors.secondaryText);
        QTRY_VERIFY(pixelsOf(plot.grab().toImage(), colors.cardBackground) > 1000);
        QVERIFY(pixelsOf(plot.grab().toImage(), colors.accent) > 50);
    }
}

void PlotChartTest::exportsLightInTheDark() {
    QApplication::setPalette(darkPalette());
    FakePlot plot;
    plot.show();
    QImage image(300, 200, QImage::Format_RGB32);
    plot.paintChart(image, image.size(), lightPalette());
    QVERIFY(pixelsOf(image, themeColors(lightPalette()).accent) > 50);
    QVERIFY(pixelsOf(image, themeColors(lightPalette()).cardBackground) > 1000);
    QCOMPARE(pixelsOf(image, themeColors(darkPalette()).cardBackground), 0);
}

void PlotChartTest::exportLeavesTheWidgetAsItWas() {
    QApplication::setPalette(darkPalette());
    FakePlot plot;
    plot.show();
    QTRY_VERIFY(pixelsOf(plot.grab().toImage(), themeColors(darkPalette()).accent) > 50);
    const QImage before = plot.grab().toImage();
    const double place = plot.plot().xAxis->coordToPixel(2.0);
    QImage image(900, 100, QImage::Format_RGB32);
    plot.paintChart(image, image.size(), lightPalette());
    QCOMPARE(plot.plot().xAxis->coordToPixel(2.0), place); // pointing at values still works
    QCOMPARE(plot.grab().toImage(), before);
}

void PlotChartTest::drawsInTheSizeThatIsAskedFor() {
    const FakePlot plot;
    QImage image(900, 600, QImage::Format_RGB32);
    image.fill(Qt::magenta);
    image.setDevicePixelRatio(3.0);
    plot.paintChart(image, QSize(300, 200), lightPalette());
    QCOMPARE(pixelsOf(image, Qt::magenta), 0);
    QCOMPARE(image.pixelColor(899, 0), themeColors(lightPalette()).cardBackground);
    // A line of 2 device-independent pixels is 6 pixels thick here: more than 9 times as many.
    QImage plain(300, 200, QImage::Format_RGB32);
    plot.paintChart(plain, plain.size(), lightPalette());
    const QColor accent = themeColors(lightPalette()).accent;
    QVERIFY(pixelsOf(image, accent) > 8 * pixelsOf(plain, accent));
}

void PlotChartTest::vectorsStayVectors() {
    const FakePlot plot;
    QPicture picture;
    plot.paintChart(picture, QSize(300, 200), lightPalette());
    // A bitmap of it would be 240,000 bytes.
    QVERIFY(picture.size() > 500 && picture.size() < 60'000);
}

void PlotChartTest::showsTheKeyboardsFocus() {
    FakePlot plot;
    plot.show();
    plot.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&plot));
    plot.clearFocus();
    const QColor accent = themeColors(lightPalette()).accent;
    QCOMPARE(plot.grab().toImage().pixelColor(150, 0) == accent, false);
    QTest::mouseClick(plot.findChild<QCustomPlot*>(), Qt::LeftButton);
    QVERIFY(plot.hasFocus());
    QCOMPARE(plot.grab().toImage().pixelColor(150, 0), accent);
}

void PlotChartTest::hasANameForScreenReaders() {
    FakePlot plot;
    plot.show();
    QCOMPARE(plot.accessibleName(), QString("A line"));
    QCOMPARE(plot.contextMenuPolicy(), Qt::ActionsContextMenu);
    QCOMPARE(plot.actions().size(), 4);
}

QTEST_MAIN(PlotChartTest)
#include "plot_chart_test.moc"
