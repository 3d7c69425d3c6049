// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <QtTest>
#include <algorithm>
#include <array>
#include <rapidcheck.h>

namespace {

struct ByteRange {
    unsigned char first;
    unsigned char last;

    bool contains(char byte) const {
        const auto value = static_cast<unsigned char>(byte);
        return value >= first && value <= last;
    }
};

/// The Unicode Standard 15.0, table 3-7: the well-formed byte sequences.
const std::vector<std::vector<ByteRange>> wellFormedSequences{
    {{0x00, 0x7F}},
    {{0xC2, 0xDF}, {0x80, 0xBF}},
    {{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}},
    {{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}},
    {{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}},
    {{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}},
};

struct Match {
    std::size_t length = 0;
    bool complete = false;
};

Match longestMatch(std::string_view text) {
    Match best;
    for (const std::vector<ByteRange>& sequence : wellFormedSequences) {
        std::size_t length = 0;
        while (length < sequence.size() && length < text.size() &&
               sequence[length].contains(text[length]))
            ++length;
        if (length > best.length)
            best = {length, length == sequence.size()};
    }
    return best;
}

/// Definition D93b to the letter: the longest beginning of a well-formed sequence is replaced, or a
/// single byte if there is none.
std::string repairedByTable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const Match match = longestMatch(text);
        const std::size_t length = std::max<std::size_t>(match.length, 1);
        result += match.complete ? text.substr(0, length) : "\xEF\xBF\xBD";
        text.remove_prefix(length);
    }
    return result;
}

/// Bytes near the borders of the table are where mistakes would be; uniform ones rarely get there.
rc::Gen<std::string> awkwardBytes() {
    const auto byte = rc::gen::weightedOneOf<char>({
        {3, rc::gen::elementOf(std::string("aZ \xC0\xC1\xC2\xDF\xE0\xED\xEF\xF0\xF4\xF5\xFF"))},
        {3, rc::gen::elementOf(std::string("\x7F\x80\x8F\x90\x9F\xA0\xBF"))},
        {1, rc::gen::arbitrary<char>()},
    });
    return rc::gen::container<std::string>(byte);
}

} // namespace

class Utf8Test : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void repairsAsTheStandardsExamples_data();
    void repairsAsTheStandardsExamples();
    void repairsAnyBytesAsTheTableSays();
    void leavesWellFormedTextAlone();
    void stepsThroughCharacters();
};

void Utf8Test::repairsAsTheStandardsExamples_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected"); // ? stands for U+FFFD
    QTest::newRow("table 3-8, overlong")
        << QByteArray::fromHex("C0AFE080BFF0818241") << "????????A";
    QTest::newRow("table 3-9, surrogates")
        << QByteArray::fromHex("EDA080EDBFBFEDAF41") << "????????A";
    QTest::newRow("table 3-10, other") << QByteArray::fromHex("F4919293FF4180BF42") << "?????A??B";
    QTest::newRow("table 3-11, truncated") << QByteArray::fromHex("E180E2F09192F1BF41") << "????A";
    QTest::newRow("chapter 3.9, D93b") << QByteArray::fromHex("41C0AF41F4808041") << "A??A?A";
    QTest::newRow("cut off at the end") << QByteArray::fromHex("61E282") << "a?";
    QTest::newRow("well-formed") << QByteArray::fromHex("61F09F988062") << "a\U0001F600b";
    QTest::newRow("replacement already") << QByteArray::fromHex("EFBFBD") << QString("\uFFFD");
    QTest::newRow("empty") << QByteArray() << "";
}

void Utf8Test::repairsAsTheStandardsExamples() {
    QFETCH(const QByteArray, bytes);
    QFETCH(QString, expected);
    const auto replacements = static_cast<std::uint64_t>(expected.count('?'));
    std::string text = bytes.toStdString();
    QCOMPARE(tempera::isValidUtf8(text), replacements == 0);
    QCOMPARE(tempera::repairUtf8(text), replacements);
    QCOMPARE(QString::fromStdString(text), expected.replace('?', QChar(0xFFFD)));
}

void Utf8Test::repairsAnyBytesAsTheTableSays() {
    QVERIFY(rc::check("repairUtf8 is the standard's table 3-7, valid and idempotent", [] {
        const std::string bytes = *awkwardBytes();
        const std::string expected = repairedByTable(bytes);
        RC_ASSERT(tempera::isValidUtf8(bytes) == (expected == bytes));
        std::string text = bytes;
        tempera::repairUtf8(text);
        RC_ASSERT(text == expected);
        RC_ASSERT(tempera::isValidUtf8(text));
        RC_ASSERT(tempera::repairUtf8(text) == 0u);
        RC_ASSERT(text == expected);
    }));
}

void Utf8Test::leavesWellFormedTextAlone() {
    QVERIFY(rc::check("what Qt encodes is well-formed", [] {
        const auto characters = *rc::gen::container<std::vector<char32_t>>(rc::gen::oneOf(
            rc::gen::inRange<char32_t>(0, 0xD800), rc::gen::inRange<char32_t>(0xE000, 0x110000)));
        const std::string encoded =
            QString::fromUcs4(characters.data(), static_cast<qsizetype>(characters.size()))
                .toStdString();
        std::string text = encoded;
        RC_ASSERT(tempera::isValidUtf8(text));
        RC_ASSERT(tempera::repairUtf8(text) == 0u);
        RC_ASSERT(text == encoded);
    }));
}

void Utf8Test::stepsThroughCharacters() {
    const std::string text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xE2\x82";
    const std::array<std::int32_t, 4> expected{'a', 0xE9, 0x20AC, 0x1F600};
    std::size_t position = 0;
    for (const std::int32_t character : expected)
        QCOMPARE(tempera::nextCharacter(text, position), character);
    QVERIFY(tempera::nextCharacter(text, position) < 0);
    QCOMPARE(position, text.size());
}

QTEST_GUILESS_MAIN(Utf8Test)
#include "utf8_test.moc"
