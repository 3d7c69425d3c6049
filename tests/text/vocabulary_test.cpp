// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"

#include "core/system/error.h"
#include "core/text/tokenizer.h"

#include <QFileInfo>
#include <QProcess>
#include <QtTest>
#include <algorithm>
#include <functional>
#include <map>
#include <rapidcheck.h>
#include <set>
#include <utility>

using namespace tempera;

namespace {

using Words = std::vector<std::string>;

/// Few letters and small counts, so that ties and shared prefixes are common.
rc::Gen<std::map<std::string, std::uint64_t>> anyCounts() {
    const auto word = rc::gen::nonEmpty(
        rc::gen::container<std::string>(rc::gen::element('a', 'b', '\x7F', '\xC3')));
    return rc::gen::container<std::map<std::string, std::uint64_t>>(
        word, rc::gen::inRange<std::uint64_t>(1, 5));
}

std::vector<WordCount> asWordCounts(const std::map<std::string, std::uint64_t>& counts) {
    std::vector<WordCount> result;
    for (const auto& [word, count] : counts)
        result.push_back({word, count});
    return result;
}

std::string imdbArchive() {
    const QString given =
        qEnvironmentVariable("TEMPERA_IMDB", TEMPERA_SOURCE_DIR "/../shared/data");
    for (const char* name : {"", "/aclImdb_labelled.tar.gz", "/aclImdb_v1.tar.gz"})
        if (QFileInfo(given + name).isFile())
            return (given + name).toStdString();
    return {};
}

QByteArray outputOfShell(const char* script, const QByteArray& input,
                         const QStringList& arguments = {}) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("LC_ALL", "C");
    process.setProcessEnvironment(environment);
    process.start("sh", QStringList{"-c", script, "sh"} + arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        return {};
    return process.readAllStandardOutput();
}

/// The book's standardization, counting and order once more, in POSIX tools.
constexpr const char* countWords = R"sh(
    sed 's|<br />| |g' | tr 'A-Z' 'a-z' | tr -d '!"#$%&()*+,./:;<=>?@[\\]^_`{|}~'"'-" |
    tr -s ' \t\n\v\f\r' '\n' | grep . | sort | uniq -c | sort -k1,1nr -k2,2r | awk '{print $2, $1}'
)sh";

} // namespace

class VocabularyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void specialTokensComeFirst();
    void idsAndWordsAreInverse();
    void rejectsBadWords_data();
    void rejectsBadWords();
    void selectsByHand_data();
    void selectsByHand();
    void selectionIsTheLargestPairs();
    void selectionIgnoresTheOrderOfCounts();
    void rejectsSizeWithoutRoomForWords();
    void selectionAgreesWithPosixToolsOnImdb();
};

void VocabularyTest::specialTokensComeFirst() {
    const Vocabulary empty;
    QCOMPARE(empty.words(), (Words{"", "[UNK]"}));

    const Vocabulary vocabulary({"the", "movie"});
    QCOMPARE(vocabulary.words(), (Words{"", "[UNK]", "the", "movie"}));
    QCOMPARE(vocabulary.size(), 4U);
    QCOMPARE(vocabulary.id("movie"), 3);
    QCOMPARE(vocabulary.id("film"), unknownToken);
    QCOMPARE(vocabulary.displayWord(paddingToken), std::string_view("[PAD]"));
    QCOMPARE(vocabulary.displayWord(unknownToken), std::string_view("[UNK]"));
    QCOMPARE(vocabulary.displayWord(firstWordToken), std::string_view("the"));
}

void VocabularyTest::idsAndWordsAreInverse() {
    QVERIFY(rc::check([] {
        Words words;
        for (const auto& [word, count] : *anyCounts())
            words.push_back(word);
        const Vocabulary vocabulary(words);
        RC_ASSERT(vocabulary.size() == words.size() + 2);
        for (TokenId id = 0; id < static_cast<TokenId>(vocabulary.size()); ++id)
            RC_ASSERT(vocabulary.id(vocabulary.word(id)) == id);
    }));
}

void VocabularyTest::rejectsBadWords_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("named");
    QTest::newRow("repeated") << QStringList{"the", "a", "the"} << "'the' twice";
    QTest::newRow("empty") << QStringList{"the", ""} << "entry 3 is an empty word";
    QTest::newRow("special") << QStringList{"[UNK]"} << "'[UNK]' twice";
}

void VocabularyTest::rejectsBadWords() {
    QFETCH(QStringList, words);
    QFETCH(QString, named);
    Words given;
    for (const auto& word : words)
        given.push_back(word.toStdString());
    try {
        const Vocabulary vocabulary(given);
        QFAIL("no exception");
    } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains(named), error.what());
    }
}

void VocabularyTest::selectsByHand_data() {
    QTest::addColumn<int>("maximumSize");
    QTest::addColumn<int>("minimumFrequency");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("all, ties by falling bytes")
        << 100 << 1 << QStringList{"b", "é", "z", "aa", "a"};
    QTest::newRow("just all") << 7 << 1 << QStringList{"b", "é", "z", "aa", "a"};
    QTest::newRow("cut within a tie") << 5 << 1 << QStringList{"b", "é", "z"};
    QTest::newRow("smallest size") << 3 << 1 << QStringList{"b"};
    QTest::newRow("frequent only") << 100 << 3 << QStringList{"b", "é", "z", "aa"};
    QTest::newRow("none frequent enough") << 100 << 10 << QStringList{};
}

void VocabularyTest::selectsByHand() {
    QFETCH(int, maximumSize);
    QFETCH(int, minimumFrequency);
    QFETCH(QStringList, expected);
    // The text's own [UNK] is the special token already.
    const std::vector<WordCount> counts{{"a", 2}, {"aa", 3}, {"b", 9},
                                        {"z", 3}, {"é", 3},  {"[UNK]", 5}};
    const auto words = selectVocabularyWords(counts, static_cast<std::size_t>(maximumSize),
                                             static_cast<std::uint64_t>(minimumFrequency));
    QStringList selected;
    for (const auto& word : words)
        selected << QString::fromStdString(word);
    QCOMPARE(selected, expected);
}

void VocabularyTest::selectionIsTheLargestPairs() {
    QVERIFY(rc::check([] {
        const auto counts = *anyCounts();
        const auto size = *rc::gen::inRange<std::size_t>(3, 30);
        const auto minimumFrequency = *rc::gen::inRange<std::uint64_t>(1, 5);
        std::set<std::pair<std::uint64_t, std::string>, std::greater<>> ordered;
        for (const auto& [word, count] : counts)
            if (count >= minimumFrequency)
                ordered.emplace(count, word);
        Words expected;
        for (const auto& [count, word] : ordered)
            if (expected.size() < size - 2)
                expected.push_back(word);
        RC_ASSERT(selectVocabularyWords(asWordCounts(counts), size, minimumFrequency) == expected);
    }));
}

void VocabularyTest::selectionIgnoresTheOrderOfCounts() {
    QVERIFY(rc::check([] {
        auto counts = asWordCounts(*anyCounts());
        const auto words = selectVocabularyWords(counts, 10);
        std::reverse(counts.begin(), counts.end());
        RC_ASSERT(selectVocabularyWords(counts, 10) == words);
    }));
}

void VocabularyTest::rejectsSizeWithoutRoomForWords() {
    for (const std::size_t size : {0U, 1U, 2U})
        QVERIFY_EXCEPTION_THROWN(selectVocabularyWords({}, size), SettingError);
}

void VocabularyTest::selectionAgreesWithPosixToolsOnImdb() {
    const std::string archive = imdbArchive();
    if (archive.empty())
        QSKIP("the IMDB archive is not there: set TEMPERA_IMDB to its path");
    // The reviews run into each other where files meet, for both sides alike.
    const QByteArray reviews =
        outputOfShell("tar xOzf \"$1\" aclImdb/test/pos", {}, {QString::fromStdString(archive)});
    QVERIFY(reviews.size() > 10'000'000);

    std::map<std::string, std::uint64_t> counts;
    tokenize({reviews.constData(), static_cast<std::size_t>(reviews.size())}, Standardization::book,
             [&](std::string_view token) { ++counts[std::string(token)]; });
    QByteArray lines;
    for (const auto& word : selectVocabularyWords(asWordCounts(counts), 1'000'000))
        lines += QByteArray::fromStdString(word) + ' ' + QByteArray::number(counts.at(word)) + '\n';

    const QByteArray expected = outputOfShell(countWords, reviews);
    QCOMPARE(lines.split('\n'), expected.split('\n'));
}

QTEST_GUILESS_MAIN(VocabularyTest)
#include "vocabulary_test.moc"
