// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/word_indexer.h"

#include <QtTest>
#include <map>
#include <rapidcheck.h>

using namespace tempera;

class WordIndexerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void numbersWordsByFirstAppearance();
    void wordsHoldAnyBytes();
    void findsEveryOneOfManyWords();
};

void WordIndexerTest::numbersWordsByFirstAppearance() {
    QVERIFY(rc::check([](const std::vector<std::string>& text) {
        WordIndexer indexer;
        std::map<std::string, WordIndexer::Index> expected;
        for (const std::string& word : text) {
            expected.emplace(word, static_cast<WordIndexer::Index>(expected.size()));
            RC_ASSERT(indexer.index(word) == expected.at(word));
        }
        RC_ASSERT(indexer.size() == expected.size());
        for (const auto& [word, index] : expected) {
            RC_ASSERT(indexer.word(index) == word);
            RC_ASSERT(indexer.words().at(index) == word);
        }
    }));
}

void WordIndexerTest::wordsHoldAnyBytes() {
    using namespace std::string_literals;
    const std::vector<std::string> words{"a"s, ""s, "a\0"s, "\0a"s, "\xC3\xA9"s, "aa"s};
    WordIndexer indexer;
    for (int round = 0; round < 2; ++round)
        for (std::size_t i = 0; i < words.size(); ++i)
            QCOMPARE(std::size_t{indexer.index(words[i])}, i);
    QCOMPARE(indexer.words(), words);
}

void WordIndexerTest::findsEveryOneOfManyWords() {
    constexpr WordIndexer::Index count = 300'000; // the table grows nine times
    WordIndexer indexer;
    for (WordIndexer::Index i = 0; i < count; ++i)
        QCOMPARE(indexer.index(std::to_string(i)), i);
    for (WordIndexer::Index i = 0; i < count; ++i)
        QCOMPARE(indexer.index(std::to_string(i)), i);
    QCOMPARE(indexer.size(), std::size_t{count});
}

QTEST_GUILESS_MAIN(WordIndexerTest)
#include "word_indexer_test.moc"
