// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute.h"

#include "core/system/error.h"

#include <QtTest>
#include <filesystem>
#include <thread>

using namespace tempera;

namespace {

/// Half of the smallest normal float: 0 where denormals are flushed.
bool denormalsAreFlushed() {
    volatile float smallest = 1.17549435e-38F;
    volatile float half = smallest * 0.5F;
    return half == 0.0F;
}

} // namespace

class ComputeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threadCountsOutOfRange_data() {
        QTest::addColumn<int>("threads");
        for (const int threads : {0, -1, 1025})
            QTest::addRow("%d", threads) << threads;
    }

    void threadCountsOutOfRange() {
        QFETCH(int, threads);
        QVERIFY_EXCEPTION_THROWN(prepareComputeThreads(threads), SettingError);
    }

    void denormalsAreFlushedOnThePreparedThread() {
#if !defined(__x86_64__)
        QSKIP("LibTorch flushes denormals on x86 alone");
#endif
        // Threads of their own, since the setting is each thread's.
        bool before = true;
        bool after = false;
        std::thread([&] {
            before = denormalsAreFlushed();
            prepareComputeThreads(1);
            after = denormalsAreFlushed();
        }).join();
        QVERIFY(!before);
        QVERIFY(after);
    }

    void blasLibraryIsFound() {
        const BlasLibrary library = loadedBlasLibrary();
        QVERIFY(!library.name.empty());
        QVERIFY2(std::filesystem::exists(library.path), library.path.c_str());
        QCOMPARE(library.slow, library.name == "reference BLAS");
    }
};

QTEST_GUILESS_MAIN(ComputeTest)
#include "compute_test.moc"
