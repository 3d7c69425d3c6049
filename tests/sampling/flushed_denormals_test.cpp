// SPDX-License-Identifier: GPL-3.0-or-later
// The threads that write texts take denormal numbers for 0. What they draw must not depend on it.
#include "core/sampling/distribution.h"
#include "core/system/denormals.h"

#include <QtTest>
#include <thread>

using namespace tempera;

class FlushedDenormalsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsAmongZeros_data();
    void drawsAmongZeros();
};

void FlushedDenormalsTest::drawsAmongZeros_data() {
    QTest::addColumn<double>("topP");
    QTest::newRow("all of them") << 1.0;
    QTest::newRow("a part of them") << 0.9;
}

/// As after a word that was never trained: all logits are 0, and the next number is a denormal one.
void FlushedDenormalsTest::drawsAmongZeros() {
    QFETCH(double, topP);
    const std::vector<float> logits(300);
    Pick pick;
    std::size_t candidates = 0;
    std::thread writer([&] {
        flushDenormals();
        Distribution distribution(logits,
                                  {{SamplerKind::topP, topP}, {SamplerKind::temperature, 0.5}});
        candidates = distribution.candidateCount();
        pick = distribution.pick(0.5);
    });
    writer.join();
    const auto expected = static_cast<std::size_t>(topP * 300.0);
    QCOMPARE(candidates, expected);
    // The first token at which the sum of equal parts exceeds one half.
    QCOMPARE(pick.rank, expected / 2 + 1);
    QCOMPARE(pick.id, static_cast<TokenId>(expected / 2));
    QCOMPARE(pick.probability, 1.0 / static_cast<double>(expected));
}

QTEST_GUILESS_MAIN(FlushedDenormalsTest)
#include "flushed_denormals_test.moc"
