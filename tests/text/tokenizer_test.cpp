// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/system/error.h"

#include <QtTest>
#include <algorithm>
#include <rapidcheck.h>
#include <string>
#include <vector>

using namespace tempera;

namespace {

constexpr std::string_view listedPunctuation = R"(!"#$%&()*+,-./:;<=>?@[\]^_`{|}~')";
constexpr std::string_view listedWhiteSpace = " \t\n\v\f\r";

std::vector<std::string> tokensOf(std::string_view text, Standardization standardization) {
    std::vector<std::string> tokens;
    tokenize(text, standardization, [&](std::string_view token) { tokens.emplace_back(token); });
    return tokens;
}

std::string joined(const std::vector<std::string>& tokens, std::string_view separator) {
    std::string text;
    for (std::size_t index = 0; index < tokens.size(); ++index) {
        if (index > 0)
            text += separator;
        text += tokens[index];
    }
    return text;
}

/// A row's expected tokens are written with a bar after each one, which no token here contains.
std::string withBars(const std::vector<std::string>& tokens) {
    return joined(tokens, "|") + (tokens.empty() ? "" : "|");
}

void addRow(const char* name, Standardization standardization, const std::string& text,
            const std::string& expected) {
    QTest::newRow(name) << static_cast<int>(standardization) << QByteArray::fromStdString(text)
                        << QByteArray::fromStdString(expected);
}

/// Text of the pieces that matter to a tokenizer, in any order.
rc::Gen<std::string> anyText() {
    static const std::vector<std::string> pieces{
        "a",  "Z",  "word", "Don't",  " ",      "  ",     "\t",     "\n",   "\v",
        "\f", "\r", "<",    "<br",    "<br />", "<BR />", "<br/>",  "/>",   "!",
        "'",  "$",  "\\",   "_",      "0",      "É",      "ß",      "İ",    "ΟΔΟΣ",
        "Σ",  "’",  "«",    "\u00A0", "\u3000", "\u2028", "\u0301", "電影", "🎬"};
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                        [](const std::vector<std::string>& text) { return joined(text, ""); });
}

rc::Gen<Standardization> anyStandardization() {
    return rc::gen::element(Standardization::book, Standardization::unicode, Standardization::none,
                            Standardization::characters);
}

/// Qt's own tables of Unicode stand against ICU's. Only characters that both know are compared.
std::string unicodeTokensByQt(char32_t character) {
    if (QChar::isSpace(character))
        return "a|b|";
    const bool listed = character < 0x80 && listedPunctuation.find(static_cast<char>(character)) !=
                                                std::string_view::npos;
    if (listed || QChar::isPunct(character))
        return "ab|";
    return "a" + QString::fromUcs4(&character, 1).toLower().toStdString() + "b|";
}

} // namespace

class TokenizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tokenizesByHand_data();
    void tokenizesByHand();
    void unicodeAgreesWithQtOnEveryCharacter();
    void bookTokensAreStandardized();
    void noTokenIsEmpty();
    void tokenizingJoinedTokensChangesNothing();
    void charactersGiveBackTheText();
    void noneOnlyRemovesWhiteSpace();
    void namesRoundTrip_data();
    void namesRoundTrip();
    void unknownNameListsTheValidOnes();
};

void TokenizerTest::tokenizesByHand_data() {
    QTest::addColumn<int>("standardization");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    using enum Standardization;
    using namespace std::string_literals;

    addRow("book: empty", book, "", "");
    addRow("book: white space only", book, " \t\n\v\f\r ", "");
    addRow("book: punctuation only", book, "... --- !!!", "");
    addRow("book: sentence", book, "This movie, I'd say, is GREAT!", "this|movie|id|say|is|great|");
    addRow("book: line break parts words", book, "End.<br /><br />Next", "end|next|");
    addRow("book: upper-case break is no break", book, "a<BR />b", "abr|b|");
    addRow("book: tight break is no break", book, "a<br/>b", "abrb|");
    addRow("book: break inside brackets", book, "x<<br />>y", "x|y|");
    addRow("book: break cut short", book, "x<br /", "xbr|");
    addRow("book: every listed mark", book, "a" + std::string(listedPunctuation) + "b", "ab|");
    addRow("book: hyphen joins", book, "well-made", "wellmade|");
    addRow("book: ASCII white space", book, "a\tb\nc\vd\fe\rf g", "a|b|c|d|e|f|g|");
    addRow("book: other capitals stay", book, "ÉCLAIR", "Éclair|");
    addRow("book: other punctuation stays", book, "don’t «stop»", "don’t|«stop»|");
    addRow("book: no-break space stays", book, "a\u00A0b", "a\u00A0b|");
    addRow("book: zero byte stays", book, "A\0b c"s, "a\0b|c|"s);

    addRow("unicode: as book in ASCII", unicode, "I'd <br />say $5+3=<8>!", "id|say|538|");
    addRow("unicode: lower case", unicode, "ÉCLAIR Straße ДОМ", "éclair|straße|дом|");
    addRow("unicode: dotted capital I", unicode, "İ", "i\u0307|");
    addRow("unicode: final sigma", unicode, "ΟΔΟΣ ΣΟΣ", "οδος|σος|");
    addRow("unicode: punctuation of other scripts", unicode, "don’t «stop» 電影。好",
           "dont|stop|電影好|");
    addRow("unicode: other symbols stay", unicode, "5€ ©2020 🎬", "5€|©2020|🎬|");
    addRow("unicode: white space", unicode, "a\u00A0b\u2028c\u3000d\u0085e", "a|b|c|d|e|");
    addRow("unicode: zero-width space is none", unicode, "a\u200Bb", "a\u200Bb|");

    addRow("none: nothing but splitting", none, " C#4 <br />\tD-5\u00A0\n",
           "C#4|<br|/>|D-5\u00A0|");
    addRow("characters: one each", characters, "aé 電🎬\n", "a|é| |電|🎬|\n|");
}

void TokenizerTest::tokenizesByHand() {
    QFETCH(int, standardization);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto tokens = tokensOf(text.toStdString(), static_cast<Standardization>(standardization));
    QCOMPARE(QByteArray::fromStdString(withBars(tokens)), expected);
}

void TokenizerTest::unicodeAgreesWithQtOnEveryCharacter() {
    int compared = 0;
    for (char32_t character = 1; character <= QChar::LastValidCodePoint; ++character) {
        const auto version = QChar::unicodeVersion(character);
        if (version == QChar::Unicode_Unassigned || version > QChar::Unicode_14_0 ||
            QChar::isSurrogate(character))
            continue;
        const std::string text = "a" + QString::fromUcs4(&character, 1).toStdString() + "b";
        const auto tokens = tokensOf(text, Standardization::unicode);
        if (withBars(tokens) != unicodeTokensByQt(character))
            QFAIL(qPrintable(QString("U+%1").arg(static_cast<uint>(character), 4, 16)));
        ++compared;
    }
    QVERIFY(compared > 140'000); // Unicode 14 has 144,697 characters, private use apart
}

void TokenizerTest::bookTokensAreStandardized() {
    QVERIFY(rc::check([] {
        for (const auto& token : tokensOf(*anyText(), Standardization::book)) {
            RC_ASSERT(token.find_first_of(listedWhiteSpace) == std::string::npos);
            RC_ASSERT(token.find_first_of(listedPunctuation) == std::string::npos);
            RC_ASSERT(std::ranges::none_of(token, [](char c) { return c >= 'A' && c <= 'Z'; }));
        }
    }));
}

void TokenizerTest::noTokenIsEmpty() {
    QVERIFY(rc::check([] {
        for (const auto& token : tokensOf(*anyText(), *anyStandardization()))
            RC_ASSERT(!token.empty());
    }));
}

void TokenizerTest::tokenizingJoinedTokensChangesNothing() {
    QVERIFY(rc::check([] {
        const auto standardization = *anyStandardization();
        const auto tokens = tokensOf(*anyText(), standardization);
        const auto text = joined(tokens, tokenSeparator(standardization));
        RC_ASSERT(tokensOf(text, standardization) == tokens);
    }));
}

void TokenizerTest::charactersGiveBackTheText() {
    QVERIFY(rc::check([] {
        const std::string text = *anyText();
        const auto tokens = tokensOf(text, Standardization::characters);
        RC_ASSERT(joined(tokens, "") == text);
        RC_ASSERT(tokens.size() ==
                  static_cast<std::size_t>(QString::fromStdString(text).toUcs4().size()));
    }));
}

void TokenizerTest::noneOnlyRemovesWhiteSpace() {
    QVERIFY(rc::check([] {
        std::string text = *anyText();
        const auto tokens = tokensOf(text, Standardization::none);
        std::erase_if(text, [](char c) { return listedWhiteSpace.find(c) != std::string::npos; });
        RC_ASSERT(joined(tokens, "") == text);
    }));
}

void TokenizerTest::namesRoundTrip_data() {
    QTest::addColumn<int>("standardization");
    QTest::addColumn<QByteArray>("name");
    using enum Standardization;
    QTest::newRow("book") << static_cast<int>(book) << QByteArray("book");
    QTest::newRow("unicode") << static_cast<int>(unicode) << QByteArray("unicode");
    QTest::newRow("none") << static_cast<int>(none) << QByteArray("none");
    QTest::newRow("characters") << static_cast<int>(characters) << QByteArray("characters");
}

void TokenizerTest::namesRoundTrip() {
    QFETCH(int, standardization);
    QFETCH(QByteArray, name);
    const auto expected = static_cast<Standardization>(standardization);
    QCOMPARE(parseStandardization(name.toStdString()), expected);
    QCOMPARE(standardizationName(expected), std::string_view(name.constData()));
}

void TokenizerTest::unknownNameListsTheValidOnes() {
    try {
        parseStandardization("Book");
        QFAIL("no exception");
    } catch (const SettingError& error) {
        const QString message = error.what();
        for (const char* part : {"'Book'", "book", "unicode", "none", "characters"})
            QVERIFY2(message.contains(part), part);
    }
}

QTEST_GUILESS_MAIN(TokenizerTest)
#include "tokenizer_test.moc"
