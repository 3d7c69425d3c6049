// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_memory.h"

#include "support/temporary_folder.h"

#include <QtTest>

using namespace tempera;

class AvailableMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesTheLesser_data();
    void takesTheLesser();
    void thisMachineHasSome();
};

void AvailableMemoryTest::takesTheLesser_data() {
    QTest::addColumn<QString>("machine"); // the files' contents; empty: no such file
    QTest::addColumn<QString>("limit");
    QTest::addColumn<QString>("charged");
    QTest::addColumn<QString>("statistics");
    QTest::addColumn<quint64>("expected");
    const QString machine = "MemTotal:  4000 kB\nMemFree:  10 kB\nMemAvailable:  2000 kB\n";
    const QString statistics = "anon 700000\ninactive_file 300000\nactive_file 5\n";
    QTest::newRow("no control group") << machine << ""
                                      << ""
                                      << "" << quint64{2'048'000};
    QTest::newRow("no limit") << machine << "max\n"
                              << "900000\n"
                              << statistics << quint64{2'048'000};
    QTest::newRow("container") << machine << "1000000\n"
                               << "700000\n"
                               << "" << quint64{300'000};
    QTest::newRow("files that were read count as free") << machine << "1000000\n"
                                                        << "900000\n"
                                                        << statistics << quint64{400'000};
    QTest::newRow("container larger than the machine") << machine << "9000000\n"
                                                       << "1\n"
                                                       << "" << quint64{2'048'000};
    QTest::newRow("nothing left") << machine << "1000\n"
                                  << "1000\n"
                                  << "" << quint64{1};
    QTest::newRow("more read files than charge") << machine << "1000\n"
                                                 << "500\n"
                                                 << statistics << quint64{1'000};
    QTest::newRow("container alone") << ""
                                     << "1000000\n"
                                     << "700000\n"
                                     << "" << quint64{300'000};
    QTest::newRow("nothing known") << ""
                                   << ""
                                   << ""
                                   << "" << quint64{0};
}

void AvailableMemoryTest::takesTheLesser() {
    QFETCH(QString, machine);
    QFETCH(QString, limit);
    QFETCH(QString, charged);
    QFETCH(QString, statistics);
    QFETCH(quint64, expected);
    const test::TemporaryFolder folder;
    const auto put = [&](const char* name, const QString& text) {
        if (!text.isEmpty())
            folder.write(name, text.toStdString());
    };
    put("meminfo", machine);
    put("memory.max", limit);
    put("memory.current", charged);
    put("memory.stat", statistics);
    QCOMPARE(quint64{availableMemory(folder / "meminfo", folder.path())}, expected);
}

void AvailableMemoryTest::thisMachineHasSome() {
    QVERIFY(availableMemory() > 0);
}

QTEST_GUILESS_MAIN(AvailableMemoryTest)

#include "available_memory_test.moc"
