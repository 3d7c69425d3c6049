// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/welcome/download_text.h"

#include <QtTest>

using namespace tempera::ui;

class DownloadTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void textSaysWhatIsKnown_data() {
        QTest::addColumn<qint64>("received");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<double>("speed");
        QTest::addColumn<QString>("text");
        QTest::newRow("all") << qint64{31'400'000} << qint64{84'125'825} << 5.2e6
                             << "31.4 MB of 84.1 MB · 5.2 MB/s · 10 s left";
        QTest::newRow("slow") << qint64{0} << qint64{84'000'000} << 100e3
                              << "0 bytes of 84.0 MB · 100.0 kB/s · 14 min left";
        QTest::newRow("no speed yet")
            << qint64{1'000'000} << qint64{84'000'000} << 0.0 << "1.0 MB of 84.0 MB";
        QTest::newRow("stalling") << qint64{1'000'000} << qint64{84'000'000} << 1e-9
                                  << "1.0 MB of 84.0 MB";
        QTest::newRow("longer than a day")
            << qint64{0} << qint64{84'000'000} << 100.0 << "0 bytes of 84.0 MB · 100 bytes/s";
        QTest::newRow("total unknown")
            << qint64{2'000'000} << qint64{0} << 1e6 << "2.0 MB · 1.0 MB/s";
        QTest::newRow("done") << qint64{84'000'000} << qint64{84'000'000} << 1e6
                              << "84.0 MB of 84.0 MB · 1.0 MB/s";
    }

    void textSaysWhatIsKnown() {
        QFETCH(qint64, received);
        QFETCH(qint64, total);
        QFETCH(double, speed);
        QTEST(downloadText({DownloadStatus::State::running, received, total, speed, {}}), "text");
    }

    void durationsAreRounded_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << 0.0 << "1 s";
        QTest::newRow("under a minute") << 42.4 << "42 s";
        QTest::newRow("a minute and a bit") << 89.0 << "89 s";
        QTest::newRow("minutes") << 170.0 << "3 min";
        QTest::newRow("hours") << 2.0 * 3'600.0 << "2 h";
    }

    void durationsAreRounded() {
        QFETCH(double, seconds);
        QTEST(durationText(seconds), "text");
    }

    void fractionStaysInItsRange() {
        using State = DownloadStatus::State;
        QCOMPARE(downloadFraction({State::running, 5, 0, 0.0, {}}), 0.0);
        QCOMPARE(downloadFraction({State::running, 5, 20, 0.0, {}}), 0.25);
        QCOMPARE(downloadFraction({State::running, 25, 20, 0.0, {}}), 1.0);
    }
};

QTEST_GUILESS_MAIN(DownloadTextTest)
#include "download_text_test.moc"
