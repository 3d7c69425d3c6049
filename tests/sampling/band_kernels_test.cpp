// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/band_kernels.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>

using namespace tempera;

/// Against a plain loop over random logits, few of them distinct: the limits are among them.
class BandKernelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsFromAThreshold();
    void findsTheTokensBetween();

private:
    static std::vector<float> anyLogits() {
        const auto levels = *rc::gen::container<std::vector<int>>(
            *rc::gen::inRange<std::size_t>(0, 100), rc::gen::inRange(-5, 5));
        return {levels.begin(), levels.end()};
    }
};

void BandKernelsTest::countsFromAThreshold() {
    QVERIFY(rc::check([] {
        const auto logits = anyLogits();
        const auto threshold = static_cast<float>(*rc::gen::inRange(-6, 6));
        const auto expected =
            std::ranges::count_if(logits, [threshold](float logit) { return logit >= threshold; });
        RC_ASSERT(countFrom(threshold, logits) == static_cast<std::size_t>(expected));
    }));
}

void BandKernelsTest::findsTheTokensBetween() {
    QVERIFY(rc::check([] {
        const auto logits = anyLogits();
        const auto low = static_cast<float>(*rc::gen::inRange(-6, 6));
        const auto high = static_cast<float>(*rc::gen::inRange(-6, 6));
        std::vector<TokenId> expected;
        for (std::size_t id = 0; id < logits.size(); ++id)
            if (low <= logits[id] && logits[id] < high)
                expected.push_back(static_cast<TokenId>(id));
        RC_ASSERT(tokensBetween(low, high, logits) == expected);
    }));
}

QTEST_GUILESS_MAIN(BandKernelsTest)
#include "band_kernels_test.moc"
