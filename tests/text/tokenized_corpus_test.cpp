// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenized_corpus.h"

#include "core/system/error.h"
#include "core/text/builtin_corpus.h"
#include "support/archive_writer.h"
#include "support/temporary_folder.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <map>
#include <rapidcheck.h>
#include <set>

using namespace tempera;
using test::corpusOf;
using test::wordsOf;

namespace {

using Words = std::vector<std::string>;

TokenizedCorpus readOrdered(const std::vector<Document>& documents) {
    return TokenizedCorpus::read(
        [&](const auto& sink) {
            for (const Document& document : documents)
                sink(document);
            return CorpusReadingSummary{};
        },
        Standardization::none);
}

std::vector<Words> textsOf(const TokenizedCorpus& corpus) {
    std::vector<Words> texts;
    for (std::size_t i = 0; i < corpus.documentCount(); ++i)
        texts.push_back(wordsOf(corpus, i));
    return texts;
}

std::map<std::string, std::uint64_t> asMap(const std::vector<WordCount>& counts) {
    std::map<std::string, std::uint64_t> result;
    for (const WordCount& entry : counts)
        result[entry.word] += entry.count;
    return result;
}

} // namespace

class TokenizedCorpusTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryWordInItsPlace();
    void storesEachWordOnce();
    void ordersDocumentsBySource();
    void countsTheChosenDocuments();
    void standardizes();
    void passesOnWhatTheReaderThrows();
    void folderAndArchiveAreTheSame();
    void builtinCorpusIsThere();
};

void TokenizedCorpusTest::keepsEveryWordInItsPlace() {
    const auto corpus = corpusOf({"a b a", "", "c"});
    QCOMPARE(corpus.documentCount(), std::size_t{3});
    QCOMPARE(corpus.tokenCount(), std::uint64_t{4});
    QCOMPARE(textsOf(corpus), (std::vector<Words>{{"a", "b", "a"}, {}, {"c"}}));
    QCOMPARE(corpus.summary().documents, std::uint64_t{3});
}

void TokenizedCorpusTest::storesEachWordOnce() {
    QVERIFY(rc::check([] {
        const auto text = *rc::gen::container<std::string>(rc::gen::element('a', 'b', 'c', ' '));
        const auto corpus = corpusOf({text, text});
        const std::set<std::string> distinct(corpus.words().begin(), corpus.words().end());
        RC_ASSERT(distinct.size() == corpus.words().size());
        RC_ASSERT(wordsOf(corpus, 0) == wordsOf(corpus, 1));
        Words expected;
        std::istringstream stream(text);
        for (std::string word; stream >> word;)
            expected.push_back(word);
        RC_ASSERT(wordsOf(corpus, 0) == expected);
    }));
}

void TokenizedCorpusTest::ordersDocumentsBySource() {
    // By bytes, so that every file system and locale agrees; lines of one file stay in their order.
    const auto corpus = readOrdered({{"b", "b1"},
                                     {"b", "b2"},
                                     {"\xC3\xA9", "e1"},
                                     {"Z", "z1"},
                                     {"a/z", "az"},
                                     {"a", "a1"},
                                     {"b", "b3"}});
    QCOMPARE(textsOf(corpus),
             (std::vector<Words>{{"z1"}, {"a1"}, {"az"}, {"b1"}, {"b2"}, {"b3"}, {"e1"}}));
}

void TokenizedCorpusTest::countsTheChosenDocuments() {
    const auto corpus = corpusOf({"a b a", "b c", "c c"});
    using Counts = std::map<std::string, std::uint64_t>;
    QCOMPARE(asMap(corpus.countWords()), (Counts{{"a", 2}, {"b", 2}, {"c", 3}}));
    QCOMPARE(asMap(corpus.countWords(std::vector<std::uint32_t>{0, 1})),
             (Counts{{"a", 2}, {"b", 2}, {"c", 1}}));
    QCOMPARE(corpus.countWords(std::vector<std::uint32_t>{2}).size(), std::size_t{1});
    QVERIFY(corpus.countWords(std::vector<std::uint32_t>{}).empty());
}

void TokenizedCorpusTest::standardizes() {
    const auto corpus = TokenizedCorpus::read(
        [](const auto& sink) {
            sink({"x", "Great movie!<br />It's GREAT."});
            return CorpusReadingSummary{};
        },
        Standardization::book);
    QCOMPARE(wordsOf(corpus, 0), (Words{"great", "movie", "its", "great"}));
}

void TokenizedCorpusTest::passesOnWhatTheReaderThrows() {
    const std::string text(1'000'000, 'x');
    const auto reader = [&](const auto& sink) -> CorpusReadingSummary {
        for (int i = 0; i < 5; ++i) // enough for several threads to be at work
            sink({"x", text});
        throw Cancelled();
    };
    QVERIFY_EXCEPTION_THROWN(TokenizedCorpus::read(reader, Standardization::characters), Cancelled);
}

void TokenizedCorpusTest::folderAndArchiveAreTheSame() {
    const std::vector<test::ArchiveEntry> files{
        {"z.txt", "last words"}, {"b/two.txt", "more words"}, {"a.txt", "the first one"}};
    const test::TemporaryFolder folder;
    for (const auto& file : files)
        folder.write("corpus/" + file.name, file.content);
    test::writeArchive(folder / "corpus.tar.gz", files); // in an order of its own
    test::writeArchive(folder / "corpus.zip", files);
    const auto read = [&](const char* name) {
        return TokenizedCorpus::read(folder / name, {}, Standardization::book);
    };
    const auto expected = textsOf(read("corpus"));
    QCOMPARE(expected,
             (std::vector<Words>{{"the", "first", "one"}, {"more", "words"}, {"last", "words"}}));
    for (const char* archive : {"corpus.tar.gz", "corpus.zip"}) {
        QCOMPARE(textsOf(read(archive)), expected);
        QCOMPARE(asMap(read(archive).countWords()), asMap(read("corpus").countWords()));
    }
}

void TokenizedCorpusTest::builtinCorpusIsThere() {
    const auto corpus = readBuiltinCorpus();
    QVERIFY(corpus.documentCount() > 0);
    QCOMPARE(corpus.summary().documents, std::uint64_t{corpus.documentCount()});
    QVERIFY(corpus.summary().bytes > corpus.tokenCount());
    for (std::size_t i = 0; i < corpus.documentCount(); ++i)
        QVERIFY(!corpus.document(i).empty());
}

QTEST_GUILESS_MAIN(TokenizedCorpusTest)
#include "tokenized_corpus_test.moc"
