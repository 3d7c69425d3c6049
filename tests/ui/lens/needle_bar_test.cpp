// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/needle_bar.h"

#include "lens_fixtures.h"
#include "support/naive_sampling.h"
#include "ui/theme/theme.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera;
using namespace tempera::ui;
using test::naiveDistribution;
using test::NaiveDistribution;

namespace {

SharedRanking rankingOf(const LensPosition& position, const SamplerStack& stack) {
    return std::make_shared<const RankedDistribution>(position.logits, activeChain(stack));
}

/// The rank (from 1) that u falls on, by adding up.
std::size_t naivePick(const NaiveDistribution& naive, double u) {
    long double sum = 0.0L;
    for (std::size_t rank = 0; rank < naive.candidates; ++rank) {
        sum += naive.probabilities[rank];
        if (sum > u)
            return rank + 1;
    }
    return naive.candidates;
}

} // namespace

class NeedleBarTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSegmentUnderTheNeedleIsThePick();
    void segmentsFillTheBar();
    void aThinChosenTokenHasItsOwnSegment();
    void saysWhatTheNeedlePicks();
    void saysWhyThereIsNoNeedle();
    void tellsTheSegmentUnderTheMouse();
    void arrowKeysTellTheSegments();
    void paintsTheChosenOneInTheAccent();
    void exportsInAnySize();
};

void NeedleBarTest::theSegmentUnderTheNeedleIsThePick() {
    QVERIFY(rc::check([] {
        const LensPosition position = test::positionOf(*test::anyLogits());
        const SamplerStack stack = *test::anyStack();
        const double u = *test::anyNeedle();
        const NaiveDistribution naive = naiveDistribution(*position.logits, activeChain(stack));
        const std::size_t rank = naivePick(naive, u);
        const NeedleSegment segment = needleSegmentAt(*rankingOf(position, stack), position, u);
        RC_ASSERT(segment.rank == rank);
        RC_ASSERT(segment.range.from <= u);
        RC_ASSERT(u < segment.range.to);
        const long double before = std::accumulate(
            naive.probabilities.begin(),
            naive.probabilities.begin() + static_cast<std::ptrdiff_t>(rank - 1), 0.0L);
        RC_ASSERT(std::abs(segment.range.from - static_cast<double>(before)) < 1e-12);
        RC_ASSERT(std::abs(segment.range.to - segment.range.from - segment.probability) < 1e-12);
    }));
}

void NeedleBarTest::segmentsFillTheBar() {
    QVERIFY(rc::check([] {
        LensPosition position = test::positionOf(*test::anyLogits());
        const std::size_t size = position.logits->size();
        position.chosen = static_cast<TokenId>(*rc::gen::inRange<std::size_t>(0, size));
        const SharedRanking ranking = rankingOf(position, *test::anyStack());
        const auto segments =
            needleSegments(*ranking, position, *rc::gen::element(0.0, 0.01, 0.1, 2.0));
        double end = 0.0;
        std::size_t rank = 1;
        bool chosen = false;
        for (const NeedleSegment& segment : segments) {
            RC_ASSERT(std::abs(segment.range.from - end) < 1e-12);
            RC_ASSERT(segment.range.to >= segment.range.from);
            RC_ASSERT(segment.rank == rank);
            RC_ASSERT(segment.chosen ==
                      (segment.count == 1 && ranking->tokenAt(rank) == *position.chosen));
            chosen = chosen || segment.chosen;
            end = segment.range.to;
            rank += segment.count;
        }
        RC_ASSERT(end == 1.0);
        RC_ASSERT(chosen == (ranking->distribution().probability(*position.chosen) > 0.0));
    }));
}

void NeedleBarTest::aThinChosenTokenHasItsOwnSegment() {
    LensPosition position = test::positionOf(test::normalLogits(15'000, 0.5F, 1));
    const SharedRanking ranking = rankingOf(position, defaultSamplerStack());
    position.chosen = ranking->tokenAt(7'000);
    const auto segments = needleSegments(*ranking, position, 0.01);
    QCOMPARE(segments.size(), std::size_t{3});
    QCOMPARE(segments[0].count, std::size_t{6'999});
    QCOMPARE(segments[1].count, std::size_t{1});
    QVERIFY(segments[1].chosen);
    QCOMPARE(segments[2].count, std::size_t{8'000});
}

void NeedleBarTest::saysWhatTheNeedlePicks() {
    // Probabilities 1/2, 1/4, 1/4.
    LensPosition position = test::positionOf({0.0F, std::log(0.5F), std::log(0.5F)});
    position.needle = 0.6;
    NeedleBar bar;
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    QCOMPARE(bar.caption(), "Needle u = 0.6000 picks “[UNK]”: 0.5000 to 0.7500");
    QCOMPARE(bar.accessibleDescription(), bar.caption());
    // Uniform: thirds.
    bar.setDistribution(rankingOf(position, withTemperature(defaultSamplerStack(), test::infinity)),
                        position);
    QCOMPARE(bar.caption(), "Needle u = 0.6000 picks “[UNK]”: 0.3333 to 0.6667");
    bar.setDistribution(rankingOf(position, withTemperature(defaultSamplerStack(), 0.0)), position);
    QCOMPARE(bar.caption(), "Needle u = 0.6000 picks “[PAD]”: 0.0000 to 1.0000");
}

void NeedleBarTest::saysWhyThereIsNoNeedle() {
    LensPosition position = test::positionOf({0.0F, 1.0F, 2.0F});
    NeedleBar bar;
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    QCOMPARE(bar.caption(), "No needle: nothing has been drawn here");
    position.chosen = 2;
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    QCOMPARE(bar.caption(), "No needle: this token was given, not drawn");
    bar.setDistribution(nullptr, {});
    QCOMPARE(bar.caption(), QString());
}

void NeedleBarTest::tellsTheSegmentUnderTheMouse() {
    const LensPosition position = test::positionOf({0.0F, std::log(0.5F), std::log(0.5F)});
    NeedleBar bar;
    bar.resize(400, bar.sizeHint().height());
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    bar.show();
    const QRectF area = bar.barArea();
    const auto at = [&area](double u) {
        return QPointF(area.left() + u * area.width(), area.center().y()).toPoint();
    };
    QTest::mouseMove(&bar, at(0.9));
    QCOMPARE(bar.caption(), "“w2”, rank 3: 25.000 %, cumulative 0.7500 to 1.0000");
    QTest::mouseMove(&bar, at(0.1));
    QCOMPARE(bar.caption(), "“[PAD]”, rank 1: 50.000 %, cumulative 0.0000 to 0.5000");
    QTest::mouseMove(&bar, {5, 1});
    QCOMPARE(bar.caption(), "No needle: nothing has been drawn here");
}

void NeedleBarTest::arrowKeysTellTheSegments() {
    const LensPosition position = test::positionOf({0.0F, std::log(0.5F), std::log(0.5F)});
    NeedleBar bar;
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    bar.show();
    bar.setFocus();
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&bar, Qt::Key_Right);
    QVERIFY(bar.caption().startsWith("“w2”, rank 3"));
    QTest::keyClick(&bar, Qt::Key_Left);
    QVERIFY(bar.caption().startsWith("“[UNK]”, rank 2"));
    QTest::keyClick(&bar, Qt::Key_Escape);
    QVERIFY(bar.caption().startsWith("No needle"));
}

void NeedleBarTest::paintsTheChosenOneInTheAccent() {
    LensPosition position = test::positionOf({0.0F, std::log(0.5F), std::log(0.5F)});
    position.chosen = 1;
    NeedleBar bar;
    bar.resize(400, bar.sizeHint().height());
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    for (const QPalette& palette : {lightPalette(), darkPalette()}) {
        bar.setPalette(palette);
        const QImage image = bar.grab().toImage();
        const auto colorAt = [&](double u) {
            const QRectF area = bar.barArea();
            return image.pixelColor(static_cast<int>(area.left() + u * area.width()),
                                    static_cast<int>(area.top()) + 3);
        };
        QCOMPARE(colorAt(0.6), themeColors(palette).accent);
        QVERIFY(colorAt(0.25) != themeColors(palette).accent);
        QVERIFY(colorAt(0.9) != themeColors(palette).accent);
    }
}

void NeedleBarTest::exportsInAnySize() {
    LensPosition position = test::positionOf({0.0F, std::log(0.5F), std::log(0.5F)});
    position.chosen = 0;
    position.needle = 0.9;
    NeedleBar bar;
    bar.setDistribution(rankingOf(position, defaultSamplerStack()), position);
    QImage image(900, 200, QImage::Format_ARGB32);
    bar.paintChart(image, image.size(), lightPalette());
    QCOMPARE(image.pixelColor(20, 150), themeColors(lightPalette()).accent);
    const ChartTable table = bar.chartTable();
    QCOMPARE(table.rows.size(), std::size_t{3});
    QCOMPARE(table.rows[2].back().toDouble(), 0.9);
    for (const auto& row : table.rows)
        QCOMPARE(row.size(), static_cast<std::size_t>(table.columns.size()));
}

QTEST_MAIN(NeedleBarTest)
#include "needle_bar_test.moc"
