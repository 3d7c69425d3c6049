// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/download/transfer_rate.h"

#include <QtTest>

using tempera::studio::TransferRate;

class TransferRateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void unknownAtTheBeginning() {
        TransferRate rate;
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        rate.add(0, 1'000'000); // what an earlier run left is no speed
        QCOMPARE(rate.bytesPerSecond(), 0.0);
        rate.add(100, 1'100'000);
        QCOMPARE(rate.bytesPerSecond(), 0.0);
    }

    void steadyStreamHasItsRate() {
        TransferRate rate;
        for (qint64 time = 0; time <= 20'000; time += 7)
            rate.add(time, 3'000 * time); // 3,000 bytes a millisecond
        QVERIFY(qAbs(rate.bytesPerSecond() - 3e6) < 1.0);
    }

    void oldSpeedIsForgotten() {
        TransferRate rate;
        rate.add(0, 0);
        rate.add(1'000, 50'000'000);
        for (qint64 second = 2; second <= 20; ++second)
            rate.add(second * 1'000, 50'000'000 + second * 1'000);
        QVERIFY(qAbs(rate.bytesPerSecond() - 1'000.0) < 1.0);
    }

    void stallFallsToNothing() {
        TransferRate rate;
        rate.add(0, 0);
        rate.add(1'000, 1'000'000);
        for (qint64 second = 2; second <= 12; ++second)
            rate.add(second * 1'000, 1'000'000);
        QCOMPARE(rate.bytesPerSecond(), 0.0);
    }
};

QTEST_GUILESS_MAIN(TransferRateTest)
#include "transfer_rate_test.moc"
