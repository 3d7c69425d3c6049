// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_scale.h"

#include "lens_fixtures.h"

#include <QtTest>

using namespace tempera::ui;
using tempera::test::infinity;

class TemperatureScaleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isLogarithmicBetweenTheStops();
    void goesThereAndBack();
    void neverFalls();
    void stepsByFivePercentIntoTheStops();
    void pagesThroughTheBook();
    void speaks_data();
    void speaks();
    void understands_data();
    void understands();
};

void TemperatureScaleTest::isLogarithmicBetweenTheStops() {
    QCOMPARE(scaleFraction(0.0), 0.0);
    QCOMPARE(scaleFraction(infinity), 1.0);
    // sqrt(0.05 * 5) = 0.5 is the middle; ten times as hot is as far everywhere.
    QVERIFY(std::abs(scaleFraction(0.5) - 0.5) < 1e-12);
    const double decade = scaleFraction(0.5) - scaleFraction(0.05);
    QVERIFY(std::abs(scaleFraction(5.0) - scaleFraction(0.5) - decade) < 1e-12);
    QVERIFY(std::abs(scaleFraction(2.0) - scaleFraction(0.2) - decade) < 1e-12);
}

void TemperatureScaleTest::goesThereAndBack() {
    for (int thousandths = 50; thousandths < 1000; ++thousandths)
        QCOMPARE(temperatureAtFraction(scaleFraction(thousandths / 1000.0)), thousandths / 1000.0);
    for (int hundredths = 100; hundredths <= 500; ++hundredths)
        QCOMPARE(temperatureAtFraction(scaleFraction(hundredths / 100.0)), hundredths / 100.0);
    QCOMPARE(temperatureAtFraction(0.0), 0.0);
    QCOMPARE(temperatureAtFraction(-1.0), 0.0);
    QCOMPARE(temperatureAtFraction(1.0), infinity);
    QCOMPARE(temperatureAtFraction(2.0), infinity);
}

void TemperatureScaleTest::neverFalls() {
    double before = 0.0;
    for (int i = 0; i <= 1000; ++i) {
        const double temperature = temperatureAtFraction(i / 1000.0);
        QVERIFY(temperature >= before);
        before = temperature;
    }
    const std::vector<double> rising{0.0, 1e-4, 0.01, 0.05, 1.0, 5.0, 6.0, 50.0, 100.0, infinity};
    for (std::size_t i = 1; i < rising.size(); ++i)
        QVERIFY(scaleFraction(rising[i - 1]) < scaleFraction(rising[i]));
}

void TemperatureScaleTest::stepsByFivePercentIntoTheStops() {
    QCOMPARE(steppedTemperature(1.0, 1), 1.05);
    QCOMPARE(steppedTemperature(1.05, -1), 1.0);
    QCOMPARE(steppedTemperature(0.0, 1), 0.05);
    QCOMPARE(steppedTemperature(0.05, -1), 0.0);
    QCOMPARE(steppedTemperature(0.0, -1), 0.0);
    QCOMPARE(steppedTemperature(5.0, 1), infinity);
    QCOMPARE(steppedTemperature(infinity, 1), infinity);
    QCOMPARE(steppedTemperature(infinity, -1), 5.0);
    QCOMPARE(steppedTemperature(5.1, -1), 5.0);
    double temperature = 0.0;
    int steps = 0;
    for (double before = -1.0; temperature != infinity; ++steps) {
        QVERIFY(temperature > before);
        before = temperature;
        temperature = steppedTemperature(temperature, 1);
    }
    QVERIFY2(steps > 80 && steps < 110,
             qPrintable(QString::number(steps))); // ln 100 / ln 1.05 = 94
}

void TemperatureScaleTest::pagesThroughTheBook() {
    const std::vector<double> stations{0.0, 0.2, 0.5, 0.7, 1.0, 1.5, 5.0, infinity};
    for (std::size_t i = 1; i < stations.size(); ++i)
        QCOMPARE(neighbouringBookTemperature(stations[i - 1], 1), stations[i]);
    const std::vector<double> back{infinity, 5.0, 1.5, 1.0, 0.7, 0.5, 0.2, 0.05, 0.0};
    for (std::size_t i = 1; i < back.size(); ++i)
        QCOMPARE(neighbouringBookTemperature(back[i - 1], -1), back[i]);
    QCOMPARE(neighbouringBookTemperature(0.6, 1), 0.7);
    QCOMPARE(neighbouringBookTemperature(0.6, -1), 0.5);
}

void TemperatureScaleTest::speaks_data() {
    QTest::addColumn<double>("temperature");
    QTest::addColumn<QString>("label");
    QTest::newRow("two decimals at least") << 0.7 << "T = 0.70";
    QTest::newRow("three where needed") << 0.703 << "T = 0.703";
    QTest::newRow("whole") << 2.0 << "T = 2.00";
    QTest::newRow("greedy") << 0.0 << "greedy";
    QTest::newRow("uniform") << infinity << "uniform";
    QTest::newRow("tiny") << 1e-5 << "T = 1e-05";
}

void TemperatureScaleTest::speaks() {
    QFETCH(double, temperature);
    QTEST(temperatureLabel(temperature), "label");
}

void TemperatureScaleTest::understands_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("temperature"); // negative: not understood
    QTest::newRow("number") << "0.7" << 0.7;
    QTest::newRow("comma") << "0,7" << 0.7;
    QTest::newRow("as shown") << "T = 0.70" << 0.7;
    QTest::newRow("greedy") << " Greedy " << 0.0;
    QTest::newRow("zero") << "0" << 0.0;
    QTest::newRow("inf") << "inf" << infinity;
    QTest::newRow("sign") << "∞" << infinity;
    QTest::newRow("uniform") << "uniform" << infinity;
    QTest::newRow("hundred") << "100" << 100.0;
    QTest::newRow("more than that") << "101" << infinity;
    QTest::newRow("negative") << "-1" << -1.0;
    QTest::newRow("no number") << "nan" << -1.0;
    QTest::newRow("words") << "warm" << -1.0;
    QTest::newRow("nothing") << "" << -1.0;
}

void TemperatureScaleTest::understands() {
    QFETCH(QString, text);
    QFETCH(double, temperature);
    const auto parsed = parseTemperature(text);
    QCOMPARE(parsed.has_value(), temperature >= 0.0);
    if (parsed)
        QCOMPARE(*parsed, temperature);
}

QTEST_GUILESS_MAIN(TemperatureScaleTest)
#include "temperature_scale_test.moc"
