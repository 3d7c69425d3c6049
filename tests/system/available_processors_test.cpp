// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_processors.h"

#include <QtTest>
#include <sched.h>
#include <thread>

using namespace tempera;

class AvailableProcessorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void atMostTheMachines() {
        QVERIFY(availableProcessors() >= 1);
        QVERIFY(availableProcessors() <= static_cast<int>(std::thread::hardware_concurrency()));
    }

    void onlyThoseThatTheProcessMayUse() {
        cpu_set_t before;
        QCOMPARE(sched_getaffinity(0, sizeof before, &before), 0);
        cpu_set_t one;
        CPU_ZERO(&one);
        for (std::size_t processor = 0; CPU_COUNT(&one) == 0; ++processor)
            if (CPU_ISSET(processor, &before))
                CPU_SET(processor, &one);
        QCOMPARE(sched_setaffinity(0, sizeof one, &one), 0);
        QCOMPARE(availableProcessors(), 1);
        QCOMPARE(sched_setaffinity(0, sizeof before, &before), 0);
        QCOMPARE(availableProcessors(), CPU_COUNT(&before));
    }
};

QTEST_GUILESS_MAIN(AvailableProcessorsTest)
#include "available_processors_test.moc"
