// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_words.h"

#include <QtTest>
#include <rapidcheck.h>

using namespace tempera::ui;

class TokenWordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void makesEverythingVisible_data();
    void makesEverythingVisible();
    void writesProbabilities_data();
    void writesProbabilities();
    void neverRoundsToCertainOrImpossible();
};

void TokenWordsTest::makesEverythingVisible_data() {
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("shown");
    QTest::newRow("a word") << "naïve"
                            << "naïve";
    QTest::newRow("line break") << "\n"
                                << "↵";
    QTest::newRow("tab") << "a\tb"
                         << "a⇥b";
    QTest::newRow("NUL") << QString(QChar(0)) << "U+0000";
    QTest::newRow("zero width") << QString(QChar(0x200b)) << "U+200B";
    QTest::newRow("no-break space") << QString(QChar(0xa0)) << "U+00A0";
    QTest::newRow("space") << " "
                           << "␣";
    QTest::newRow("nothing") << ""
                             << "∅";
    QTest::newRow("beyond 16 bits") << "😀"
                                    << "😀";
    QTest::newRow("half a character") << QString(QChar(0xd800)) << "\uFFFD";
}

void TokenWordsTest::makesEverythingVisible() {
    QFETCH(QString, word);
    QFETCH(QString, shown);
    QCOMPARE(visibleWord(word), shown);
    QCOMPARE(visibleWord(QStringLiteral(" "), true), QStringLiteral(" "));
}

void TokenWordsTest::writesProbabilities_data() {
    QTest::addColumn<double>("probability");
    QTest::addColumn<QString>("text");
    QTest::newRow("certain") << 1.0 << "100%";
    QTest::newRow("impossible") << 0.0 << "0%";
    QTest::newRow("half") << 0.503 << "50.3%";
    QTest::newRow("nearly certain") << 0.9999 << "over 99.9%";
    QTest::newRow("a thousandth") << 0.001 << "0.1%";
    QTest::newRow("small") << 0.00001234 << "0.0012%";
    QTest::newRow("tiny") << 1e-30 << "under 0.0000001%";
}

void TokenWordsTest::writesProbabilities() {
    QFETCH(double, probability);
    QFETCH(QString, text);
    QCOMPARE(formatProbability(probability), text);
}

void TokenWordsTest::neverRoundsToCertainOrImpossible() {
    rc::check("only 0 and 1 are written as such", [] {
        const int tenths = *rc::gen::inRange(1, 2000);
        for (const double small : {std::pow(2.0, -tenths / 10.0), 1.0}) {
            const double probability = small == 1.0 ? 1.0 - std::pow(2.0, -tenths / 40.0) : small;
            if (probability <= 0.0 || probability >= 1.0)
                continue;
            const QString text = formatProbability(probability);
            RC_ASSERT(text != QStringLiteral("100%") && text != QStringLiteral("100.0%"));
            RC_ASSERT(text != QStringLiteral("0%") && text != QStringLiteral("0.0%"));
        }
    });
}

QTEST_GUILESS_MAIN(TokenWordsTest)
#include "token_words_test.moc"
