// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_layout.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera::ui;

namespace {

using Boxes = std::vector<TokenLayout::Box>;

TokenLayout::Metrics metricsFor(int lineWidth, int gap) {
    return {.lineWidth = lineWidth, .gap = gap, .boxHeight = 18, .lineHeight = 26};
}

TokenLayout layoutOf(const Boxes& boxes, const TokenLayout::Metrics& metrics) {
    TokenLayout layout;
    layout.setMetrics(metrics);
    for (const TokenLayout::Box& box : boxes)
        layout.append(box);
    return layout;
}

Boxes anyBoxes(bool words) {
    const int count = *rc::gen::inRange(0, 120);
    Boxes boxes;
    for (int i = 0; i < count; ++i)
        boxes.push_back({.width = *rc::gen::weightedOneOf<int>(
                             {{9, rc::gen::inRange(1, 60)}, {1, rc::gen::inRange(60, 900)}}),
                         .mayBreakBefore = words || *rc::gen::inRange(0, 5) == 0,
                         .endsLine = *rc::gen::inRange(0, 20) == 0});
    return boxes;
}

bool samePlaces(const TokenLayout& first, const TokenLayout& second) {
    if (first.count() != second.count() || first.lineCount() != second.lineCount())
        return false;
    for (int i = 0; i < first.count(); ++i)
        if (first.rect(i) != second.rect(i))
            return false;
    return true;
}

} // namespace

class TokenLayoutTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fillsLinesFromTheLeft();
    void keepsTogetherWhatMayNotBreak();
    void staysWithinTheWidthAndNeverOverlaps();
    void growsAndShrinksToTheSameLayout();
    void findsTheBoxUnderEveryPoint();
};

void TokenLayoutTest::fillsLinesFromTheLeft() {
    const TokenLayout layout =
        layoutOf({{.width = 40}, {.width = 50}, {.width = 20}}, metricsFor(100, 6));
    QCOMPARE(layout.rect(0), QRect(0, 0, 40, 18));
    QCOMPARE(layout.rect(1), QRect(46, 0, 50, 18));
    QCOMPARE(layout.rect(2), QRect(0, 26, 20, 18));
    QCOMPARE(layout.height(), 44);
}

void TokenLayoutTest::keepsTogetherWhatMayNotBreak() {
    // "ab cd" in boxes of one character, where "cd" doesn't fit as a whole.
    const TokenLayout layout = layoutOf({{.width = 10},
                                         {.width = 10, .mayBreakBefore = false},
                                         {.width = 10},
                                         {.width = 10},
                                         {.width = 10, .mayBreakBefore = false}},
                                        metricsFor(45, 0));
    QCOMPARE(layout.lineOf(2), 0);
    QCOMPARE(layout.lineOf(3), 1);
    QCOMPARE(layout.lineOf(4), 1);
}

void TokenLayoutTest::staysWithinTheWidthAndNeverOverlaps() {
    rc::check("boxes are in reading order, within the width, without overlap", [] {
        const bool words = *rc::gen::arbitrary<bool>();
        const int width = *rc::gen::inRange(1, 400);
        const int gap = *rc::gen::inRange(0, 9);
        const TokenLayout layout = layoutOf(anyBoxes(words), metricsFor(width, gap));
        for (int i = 0; i < layout.count(); ++i) {
            const QRect box = layout.rect(i);
            RC_ASSERT(box.left() >= 0);
            RC_ASSERT(box.left() + box.width() <= width);
            if (i == 0)
                continue;
            const QRect before = layout.rect(i - 1);
            const bool sameLine = box.top() == before.top();
            const QPoint beside(before.left() + before.width() + gap, before.top());
            RC_ASSERT(box.topLeft() == (sameLine ? beside : QPoint(0, before.top() + 26)));
        }
    });
}

void TokenLayoutTest::growsAndShrinksToTheSameLayout() {
    rc::check("any history of changes gives the layout of the boxes that are there", [] {
        const bool words = *rc::gen::arbitrary<bool>();
        const TokenLayout::Metrics metrics =
            metricsFor(*rc::gen::inRange(20, 200), *rc::gen::inRange(0, 6));
        Boxes boxes = anyBoxes(words);
        TokenLayout layout = layoutOf(boxes, metrics);
        for (int change = 0; change < 4; ++change) {
            const int kept = *rc::gen::inRange(0, static_cast<int>(boxes.size()) + 1);
            boxes.resize(static_cast<std::size_t>(kept));
            layout.truncate(kept);
            RC_ASSERT(samePlaces(layout, layoutOf(boxes, metrics)));
            for (const TokenLayout::Box& box : anyBoxes(words)) {
                boxes.push_back(box);
                layout.append(box);
            }
            RC_ASSERT(samePlaces(layout, layoutOf(boxes, metrics)));
        }
    });
}

void TokenLayoutTest::findsTheBoxUnderEveryPoint() {
    rc::check("the middle of each box is that box", [] {
        const TokenLayout layout =
            layoutOf(anyBoxes(true), metricsFor(*rc::gen::inRange(30, 300), 5));
        for (int i = 0; i < layout.count(); ++i) {
            RC_ASSERT(layout.boxAt(layout.rect(i).center()) == i);
            RC_ASSERT(layout.nearestInLine(layout.lineOf(i), layout.rect(i).center().x()) == i);
        }
        RC_ASSERT(layout.boxAt({10, -100}) == -1);
        RC_ASSERT(layout.boxAt({10, layout.height() + 100}) == -1);
    });
}

QTEST_GUILESS_MAIN(TokenLayoutTest)
#include "token_layout_test.moc"
