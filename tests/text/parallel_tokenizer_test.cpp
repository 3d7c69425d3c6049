// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/parallel_tokenizer.h"

#include <QtTest>
#include <map>
#include <random>

using namespace tempera;

namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

/// Documents of some hundred words, more than a block's worth by far. Rare words go on appearing
/// for the first time until the end, as in real text. Some documents have no word.
std::vector<std::string> manyDocuments(std::size_t bytes) {
    std::mt19937 random(7);
    std::exponential_distribution<double> rank(0.0004);
    std::uniform_int_distribution<int> length(0, 400);
    std::vector<std::string> documents;
    for (std::size_t total = 0; total < bytes; total += documents.back().size()) {
        std::string document;
        for (int words = length(random); words > 0; --words)
            document += "W" + std::to_string(static_cast<int>(rank(random))) + ", ";
        documents.push_back(document);
    }
    return documents;
}

/// One after the other, with a map: what every number of threads must come to.
class Expectation {
public:
    explicit Expectation(const std::vector<std::string>& texts, Standardization standardization) {
        for (const std::string& text : texts) {
            documents.emplace_back();
            tokenize(text, standardization, [&](std::string_view token) {
                const auto next = static_cast<WordIndexer::Index>(words.size());
                const auto [found, isNew] = indices_.emplace(token, next);
                if (isNew)
                    words.emplace_back(token);
                documents.back().push_back(found->second);
            });
        }
    }

    std::vector<std::string> words;
    std::vector<std::vector<WordIndexer::Index>> documents;

private:
    std::map<std::string, WordIndexer::Index, std::less<>> indices_;
};

IndexedDocuments indexed(const std::vector<std::string>& texts, Standardization standardization,
                         int threads) {
    ParallelTokenizer tokenizer(standardization, threads);
    for (const std::string& text : texts)
        tokenizer.add(text);
    return tokenizer.finish();
}

} // namespace

class ParallelTokenizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isTheSameWithAnyNumberOfThreads_data();
    void isTheSameWithAnyNumberOfThreads();
    void aDocumentMayBeLargerThanABlock();
    void nothingIsNothing();
    void canBeAbandoned();
};

void ParallelTokenizerTest::isTheSameWithAnyNumberOfThreads_data() {
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("standardization");
    for (const auto standardization :
         {Standardization::book, Standardization::unicode, Standardization::characters})
        for (const int threads : {1, 2, 3, 8})
            QTest::addRow("%s, %d threads", standardizationName(standardization).data(), threads)
                << threads << static_cast<int>(standardization);
}

void ParallelTokenizerTest::isTheSameWithAnyNumberOfThreads() {
    QFETCH(const int, threads);
    QFETCH(const int, standardization);
    const auto way = static_cast<Standardization>(standardization);
    const auto texts = manyDocuments(5 * mebibyte);
    const Expectation expected(texts, way);
    const IndexedDocuments result = indexed(texts, way, threads);
    QVERIFY(result.blocks.size() >= 5);
    QCOMPARE(result.words, expected.words);
    QCOMPARE(result.documents.size(), expected.documents.size());
    for (std::size_t i = 0; i < expected.documents.size(); ++i)
        QVERIFY(std::ranges::equal(result.documents[i], expected.documents[i]));
}

void ParallelTokenizerTest::aDocumentMayBeLargerThanABlock() {
    std::string large;
    while (large.size() < 3 * mebibyte)
        large += "one two ";
    const IndexedDocuments result = indexed({"two", large, "", "three"}, Standardization::none, 2);
    QCOMPARE(result.words, (std::vector<std::string>{"two", "one", "three"}));
    QCOMPARE(result.documents.size(), std::size_t{4});
    QCOMPARE(result.documents[1].size(), large.size() / 4);
    QCOMPARE(result.documents[1].back(), WordIndexer::Index{0});
    QVERIFY(result.documents[2].empty());
    QCOMPARE(result.documents[3].front(), WordIndexer::Index{2});
}

void ParallelTokenizerTest::nothingIsNothing() {
    const IndexedDocuments result = indexed({}, Standardization::book, 2);
    QVERIFY(result.words.empty());
    QVERIFY(result.documents.empty());
}

/// As when reading is cancelled or fails: what is still at work ends before its texts do.
void ParallelTokenizerTest::canBeAbandoned() {
    const auto texts = manyDocuments(4 * mebibyte);
    for (int threads = 1; threads <= 4; ++threads) {
        ParallelTokenizer tokenizer(Standardization::book, threads);
        for (const std::string& text : texts)
            tokenizer.add(text);
    }
}

QTEST_GUILESS_MAIN(ParallelTokenizerTest)
#include "parallel_tokenizer_test.moc"
