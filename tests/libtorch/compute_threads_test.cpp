// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/compute.h"

#include <QtTest>
#include <thread>
#include <vector>

using namespace tempera;

namespace {

/// A product that is a denormal number where there are such.
float tinyProduct() {
    volatile float tiny = 1e-30F;
    volatile float tinier = 1e-10F;
    return tiny * tinier;
}

std::vector<float> productOfEachThread(int threads) {
    std::vector<float> products(static_cast<std::size_t>(threads), -1.0F);
#pragma omp parallel for schedule(static, 1) num_threads(threads)
    for (int thread = 0; thread < threads; ++thread)
        products[static_cast<std::size_t>(thread)] = tinyProduct();
    return products;
}

} // namespace

class ComputeThreadsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void denormalsAreZeroInEachOfThem_data();
    void denormalsAreZeroInEachOfThem();
};

void ComputeThreadsTest::denormalsAreZeroInEachOfThem_data() {
    QTest::addColumn<int>("threads");
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("five") << 5;
}

/// Also in those that there were before: the setting is each thread's own.
void ComputeThreadsTest::denormalsAreZeroInEachOfThem() {
    QFETCH(const int, threads);
    std::vector<float> before;
    std::vector<float> after;
    std::thread trainer([&] {
        before = productOfEachThread(threads);
        prepareComputeThreads(threads);
        after = productOfEachThread(threads);
    });
    trainer.join();
    for (const float product : before)
        QVERIFY(product > 0.0F);
    QCOMPARE(after, std::vector<float>(static_cast<std::size_t>(threads), 0.0F));
}

QTEST_GUILESS_MAIN(ComputeThreadsTest)
#include "compute_threads_test.moc"
