// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/text_statistics.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace tempera;

namespace {

using Ids = std::vector<TokenId>;

std::vector<GeneratedToken> tokensOf(const Ids& ids) {
    std::vector<GeneratedToken> tokens;
    for (const TokenId id : ids)
        tokens.push_back({id, 0.5, std::log(0.5), 1, 2.0});
    return tokens;
}

/// A text of few words, so that pairs repeat and texts begin alike.
rc::Gen<Ids> anyIds() {
    return rc::gen::container<Ids>(rc::gen::inRange<TokenId>(0, 3));
}

} // namespace

class TextStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void means() {
        // By hand: (1 + 3 + 2) / 3 bits; ln(1/2 * 1/8 * 1/4) / 3 = -6 ln 2 / 3.
        const std::vector<GeneratedToken> tokens{{4, 0.5, std::log(0.5), 1, 1.0},
                                                 {5, 0.125, std::log(0.125), 3, 3.0},
                                                 {6, 0.25, std::log(0.25), 2, 2.0}};
        const TextStatistics statistics = statisticsOf(tokens);
        QCOMPARE(statistics.meanEntropyBits, 2.0);
        QCOMPARE(statistics.meanLogProbability, -2.0 * std::log(2.0));
    }

    void aRemovedTokenHasNoMeanProbability() {
        auto tokens = tokensOf({1, 2, 3});
        tokens[1].logProbability = -std::numeric_limits<double>::infinity();
        QCOMPARE(statisticsOf(tokens).meanLogProbability, -std::numeric_limits<double>::infinity());
        QCOMPARE(statisticsOf(tokens).meanEntropyBits, 2.0);
    }

    void anEmptyTextHasNothing() {
        const TextStatistics statistics = statisticsOf({});
        QCOMPARE(statistics.meanEntropyBits, 0.0);
        QCOMPARE(statistics.meanLogProbability, 0.0);
        QVERIFY(!statistics.distinct2.has_value());
    }

    void distinct2_data() {
        QTest::addColumn<Ids>("ids");
        QTest::addColumn<double>("expected");
        // By hand. "a b a b a": ab, ba, ab, ba, so 2 of 4.
        QTest::newRow("one pair") << Ids{1, 2} << 1.0;
        QTest::newRow("turns") << Ids{1, 2, 1, 2, 1} << 0.5;
        QTest::newRow("one word") << Ids{7, 7, 7, 7, 7} << 0.25;
        QTest::newRow("all new") << Ids{1, 2, 3, 4} << 1.0;
        QTest::newRow("order counts") << Ids{1, 2, 2, 1, 1} << 1.0; // 12, 22, 21, 11
    }

    void distinct2() {
        QFETCH(Ids, ids);
        QFETCH(double, expected);
        QCOMPARE(statisticsOf(tokensOf(ids)).distinct2.value(), expected);
        QVERIFY(!statisticsOf(tokensOf({ids.front()})).distinct2.has_value());
    }

    void distinct2CountsByEye() {
        QVERIFY(rc::check([] {
            const Ids ids = *rc::gen::suchThat(anyIds(), [](const Ids& i) { return i.size() > 1; });
            // A pair counts where it was not seen before.
            std::size_t fresh = 0;
            for (std::size_t i = 0; i + 1 < ids.size(); ++i) {
                bool seen = false;
                for (std::size_t j = 0; j < i; ++j)
                    seen = seen || (ids[j] == ids[i] && ids[j + 1] == ids[i + 1]);
                fresh += seen ? 0 : 1;
            }
            const auto pairs = static_cast<double>(ids.size() - 1);
            RC_ASSERT(statisticsOf(tokensOf(ids)).distinct2 == static_cast<double>(fresh) / pairs);
        }));
    }

    void firstDifferences() {
        const auto at = [](const Ids& first, const Ids& second) {
            return firstDifference(tokensOf(first), tokensOf(second));
        };
        QVERIFY(at({1, 2, 3}, {1, 9, 3}) == std::size_t{1});
        QVERIFY(at({4}, {5, 6}) == std::size_t{0});
        QVERIFY(!at({1, 2, 3}, {1, 2, 3}).has_value());
        QVERIFY(!at({1, 2}, {1, 2, 3}).has_value());
        QVERIFY(!at({}, {1}).has_value());
        // The words count, not their figures.
        auto hotter = tokensOf({1, 2});
        hotter[0].probability = 0.1;
        QVERIFY(!firstDifference(tokensOf({1, 2}), hotter).has_value());
    }
};

QTEST_GUILESS_MAIN(TextStatisticsTest)
#include "text_statistics_test.moc"
