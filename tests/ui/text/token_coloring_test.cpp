// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_coloring.h"

#include "ui/theme/theme.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;

namespace {

GeneratedToken tokenOf(double probability, std::size_t rank, double entropy) {
    return {.id = 2,
            .probability = probability,
            .logProbability = std::log(probability),
            .rank = rank,
            .entropyBits = entropy};
}

/// WCAG 2.1: relative luminance.
double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor& first, const QColor& second) {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace

class TokenColoringTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void standsOnAFixedScale_data();
    void standsOnAFixedScale();
    void isMonotone();
    void putsRemovedTokensAtTheTop();
    void keepsTextReadable_data();
    void keepsTextReadable();
    void namesItsEnds();
};

void TokenColoringTest::standsOnAFixedScale_data() {
    QTest::addColumn<int>("coloring");
    QTest::addColumn<double>("probability");
    QTest::addColumn<int>("rank");
    QTest::addColumn<double>("entropy");
    QTest::addColumn<double>("fraction");
    const auto surprise = static_cast<int>(TokenColoring::surprise);
    const auto rank = static_cast<int>(TokenColoring::rank);
    // V = 16,384, so 14 bits.
    QTest::newRow("certain") << surprise << 1.0 << 1 << 0.0 << 0.0;
    QTest::newRow("7 bits") << surprise << 1.0 / 128 << 1 << 0.0 << 0.5;
    QTest::newRow("by chance") << surprise << 1.0 / 16384 << 1 << 0.0 << 1.0;
    QTest::newRow("less than chance") << surprise << 1e-9 << 1 << 0.0 << 1.0;
    QTest::newRow("probability") << static_cast<int>(TokenColoring::probability) << 0.25 << 1 << 0.0
                                 << 0.25;
    QTest::newRow("rank 1") << rank << 0.5 << 1 << 0.0 << 0.0;
    QTest::newRow("rank 128") << rank << 0.5 << 128 << 0.0 << 0.5;
    QTest::newRow("last rank") << rank << 0.5 << 16384 << 0.0 << 1.0;
    QTest::newRow("entropy") << static_cast<int>(TokenColoring::entropy) << 0.5 << 1 << 3.5 << 0.25;
}

void TokenColoringTest::standsOnAFixedScale() {
    QFETCH(int, coloring);
    QFETCH(double, probability);
    QFETCH(int, rank);
    QFETCH(double, entropy);
    QFETCH(double, fraction);
    const TokenScale scale(static_cast<TokenColoring>(coloring), 16384);
    const double found =
        scale.fraction(tokenOf(probability, static_cast<std::size_t>(rank), entropy));
    QVERIFY2(std::abs(found - fraction) < 1e-12, qPrintable(QString::number(found)));
}

void TokenColoringTest::isMonotone() {
    rc::check("a greater value is never further down the scale", [] {
        const auto coloring =
            *rc::gen::elementOf(std::vector{TokenColoring::surprise, TokenColoring::probability,
                                            TokenColoring::rank, TokenColoring::entropy});
        const auto size = static_cast<std::size_t>(*rc::gen::inRange(1, 60000));
        const TokenScale scale(coloring, size);
        const auto anyToken = [] {
            return tokenOf(1.0 / *rc::gen::inRange(1, 1000000),
                           static_cast<std::size_t>(*rc::gen::inRange(1, 60000)),
                           *rc::gen::inRange(0, 2000) / 100.0);
        };
        const GeneratedToken first = anyToken();
        const GeneratedToken second = anyToken();
        const double a = scale.fraction(first);
        const double b = scale.fraction(second);
        RC_ASSERT(a >= 0.0 && a <= 1.0);
        if (scale.value(first) <= scale.value(second))
            RC_ASSERT(a <= b);
        else
            RC_ASSERT(a >= b);
    });
}

void TokenColoringTest::putsRemovedTokensAtTheTop() {
    GeneratedToken removed = tokenOf(1.0, 500, 2.0);
    removed.probability = 0.0;
    removed.logProbability = -std::numeric_limits<double>::infinity();
    const TokenScale scale(TokenColoring::surprise, 15000);
    QCOMPARE(scale.fraction(removed), 1.0);
    QCOMPARE(scale.color(removed, lightPalette()), scaleColor(1.0, lightPalette()));
    QCOMPARE(TokenScale(TokenColoring::probability, 15000).fraction(removed), 0.0);
}

void TokenColoringTest::keepsTextReadable_data() {
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void TokenColoringTest::keepsTextReadable() {
    QFETCH(QPalette, palette);
    for (int step = 0; step <= 100; ++step) {
        const double ratio =
            contrast(palette.color(QPalette::Text), scaleColor(step / 100.0, palette));
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 at step %2").arg(ratio).arg(step)));
    }
    const ThemeColors colors = themeColors(palette);
    QVERIFY(contrast(colors.changedText, colors.changed) >= 4.5);
    QVERIFY(contrast(colors.accentText, colors.accent) >= 4.5);
    QVERIFY(contrast(colors.secondaryText, colors.cardBackground) >= 4.5);
    QVERIFY(contrast(colors.warningText, colors.cardBackground) >= 4.5);
}

void TokenColoringTest::namesItsEnds() {
    const TokenScale surprise(TokenColoring::surprise, 16384);
    QCOMPARE(surprise.lowLabel(), QStringLiteral("0"));
    QCOMPARE(surprise.highLabel(), QStringLiteral("14.0 bits"));
    const TokenScale probability(TokenColoring::probability, 16384);
    QCOMPARE(probability.lowLabel(), QStringLiteral("0%"));
    QCOMPARE(probability.highLabel(), QStringLiteral("100%"));
    QCOMPARE(TokenScale(TokenColoring::rank, 800).highLabel(), QStringLiteral("800"));
}

QTEST_GUILESS_MAIN(TokenColoringTest)
#include "token_coloring_test.moc"
