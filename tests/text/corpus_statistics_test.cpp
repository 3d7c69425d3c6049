// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_statistics.h"

#include "core/system/error.h"
#include "core/text/training_data.h"
#include "support/imdb.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <map>
#include <rapidcheck.h>
#include <sstream>

using namespace tempera;
using test::corpusOf;

namespace {

/// Documents of letters, early ones more often; "[UNK]" now and then.
rc::Gen<std::vector<std::string>> anyDocuments() {
    const auto word = rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::inRange(0, 12)),
                                   [](const std::pair<int, int>& draw) {
                                       const int letter = std::min(draw.first, draw.second);
                                       return letter == 5
                                                  ? std::string("[UNK]")
                                                  : std::string(1, static_cast<char>('a' + letter));
                                   });
    const auto document = rc::gen::map(rc::gen::container<std::vector<std::string>>(word),
                                       [](const std::vector<std::string>& words) {
                                           std::string text;
                                           for (const std::string& part : words)
                                               text += part + " ";
                                           return text;
                                       });
    return rc::gen::container<std::vector<std::string>>(document);
}

/// What the sequences of a real encoding amount to.
SequenceFigures encodedFigures(const TokenizedCorpus& corpus, std::int64_t sequenceLength,
                               LongDocuments policy) {
    const SequenceDataset dataset = encodeCorpus(corpus, Vocabulary(), sequenceLength, policy);
    SequenceFigures figures;
    figures.sequences = dataset.size();
    figures.tokens = dataset.tokens().size();
    figures.targets = dataset.targetCount();
    return figures;
}

std::vector<std::string> rankedWords(const TokenizedCorpus& corpus,
                                     const CorpusStatistics& statistics, std::size_t count) {
    std::vector<std::string> words;
    for (const auto word : statistics.ranking().first(count))
        words.push_back(corpus.words()[word]);
    return words;
}

/// The share of tokens that an encoding with this vocabulary knows.
double encodedCoverage(const TokenizedCorpus& corpus, const Vocabulary& vocabulary) {
    std::uint64_t known = 0;
    for (std::size_t index = 0; index < corpus.documentCount(); ++index)
        for (const auto word : corpus.document(index))
            known += vocabulary.id(corpus.words()[word]) != unknownToken ? 1 : 0;
    return corpus.tokenCount() > 0
               ? static_cast<double>(known) / static_cast<double>(corpus.tokenCount())
               : 0.0;
}

} // namespace

class CorpusStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void byHand() {
        const auto corpus =
            corpusOf({"the film the end", "the", "a film", "x y z the end the end"});
        const CorpusStatistics statistics(corpus);
        QCOMPARE(statistics.documents(), std::uint64_t{4});
        QCOMPARE(statistics.words(), std::uint64_t{14});
        QCOMPARE(statistics.distinctWords(), std::uint64_t{7});
        QCOMPARE(rankedWords(corpus, statistics, 4),
                 (std::vector<std::string>{"the", "end", "film", "z"})); // ties: bytes fall
        QCOMPARE(statistics.count(0), std::uint64_t{5});
        QCOMPARE(statistics.count(6), std::uint64_t{1});
        QCOMPARE(statistics.covered(2), std::uint64_t{8});
        QCOMPARE(statistics.coverage(2), 8.0 / 14.0);
        QCOMPARE(statistics.wordsWithFrequency(2), std::size_t{3});
        QCOMPARE(statistics.wordsWithFrequency(6), std::size_t{0});
        QCOMPARE(statistics.vocabularyWords(4, 1), std::size_t{2});
        QCOMPARE(statistics.vocabularyWords(100, 2), std::size_t{3});
        QCOMPARE(statistics.lengths().median(), std::uint64_t{4});
        QCOMPARE(statistics.lengths().longest(), std::uint64_t{7});
        QCOMPARE(statistics.lengths().longerThan(2), std::uint64_t{2});
    }

    void anEmptyCorpusHasNothing() {
        const CorpusStatistics statistics(corpusOf({}));
        QCOMPARE(statistics.coverage(0), 0.0);
        QCOMPARE(statistics.vocabularyWords(100, 1), std::size_t{0});
        QVERIFY(statistics.lengths().bins(3).empty());
        QCOMPARE(statistics.lengths().sequences(10, LongDocuments::first).sequences,
                 std::uint64_t{0});
    }

    void rankingIsTheVocabularysOrder() {
        QVERIFY(rc::check([] {
            const auto corpus = corpusOf(*anyDocuments());
            const auto size = *rc::gen::inRange<std::int64_t>(3, 16);
            const auto frequency = *rc::gen::inRange<std::uint64_t>(1, 6);
            const CorpusStatistics statistics(corpus);
            const auto expected = selectVocabularyWords(corpus.countWords(),
                                                        static_cast<std::size_t>(size), frequency);
            const std::size_t words = statistics.vocabularyWords(size, frequency);
            RC_ASSERT(rankedWords(corpus, statistics, words) == expected);
            const Vocabulary vocabulary(expected);
            RC_ASSERT(std::abs(statistics.coverage(words) - encodedCoverage(corpus, vocabulary)) <
                      1e-12);
            for (TokenizedCorpus::WordIndex word = 0; word < corpus.words().size(); ++word) {
                const auto rank = statistics.rank(word);
                const TokenId id = vocabulary.id(corpus.words()[word]);
                RC_ASSERT((rank && *rank < words) == (id != unknownToken));
                if (id != unknownToken)
                    RC_ASSERT(static_cast<TokenId>(*rank) + firstWordToken == id);
            }
        }));
    }

    void sequencesAreThoseOfAnEncoding() {
        QVERIFY(rc::check([] {
            const auto corpus = corpusOf(*anyDocuments());
            const auto length = *rc::gen::inRange<std::int64_t>(2, 14);
            const auto policy = *rc::gen::element(LongDocuments::first, LongDocuments::windows);
            const SequenceFigures expected = encodedFigures(corpus, length, policy);
            const SequenceFigures found =
                CorpusStatistics(corpus).lengths().sequences(length, policy);
            RC_ASSERT(found.sequences == expected.sequences);
            RC_ASSERT(found.tokens == expected.tokens);
            RC_ASSERT(found.targets == expected.targets);
            const double places =
                static_cast<double>(expected.sequences) * static_cast<double>(length);
            const double filled = static_cast<double>(expected.tokens);
            if (places > 0.0)
                RC_ASSERT(std::abs(found.padding - (places - filled) / places) < 1e-12);
        }));
    }

    void whatIsLeftOut() {
        // Lengths 1, 3 and 6: a sequence of 4 loses the lone word and two of the six.
        const auto lengths = DocumentLengths({6, 1, 3});
        QCOMPARE(lengths.sequences(4, LongDocuments::first).leftOut, 3.0 / 10.0);
        QCOMPARE(lengths.sequences(4, LongDocuments::windows).leftOut, 1.0 / 10.0);
    }

    void binsHoldEveryDocumentOnce() {
        QVERIFY(rc::check([] {
            const auto lengths = *rc::gen::container<std::vector<std::uint64_t>>(
                rc::gen::inRange<std::uint64_t>(0, 3'000));
            const auto perDoubling = *rc::gen::inRange(1, 9);
            std::uint64_t next = lengths.empty() ? 0 : *std::ranges::min_element(lengths);
            for (const LengthBin& bin : DocumentLengths(lengths).bins(perDoubling)) {
                RC_ASSERT(bin.minimum == next);
                RC_ASSERT(bin.maximum >= bin.minimum);
                const auto inside = std::ranges::count_if(lengths, [&](std::uint64_t length) {
                    return length >= bin.minimum && length <= bin.maximum;
                });
                RC_ASSERT(bin.documents == static_cast<std::uint64_t>(inside));
                next = bin.maximum + 1;
            }
            if (!lengths.empty())
                RC_ASSERT(next > *std::ranges::max_element(lengths));
        }));
    }

    void aTooSmallVocabularyIsASettingError() {
        const CorpusStatistics statistics(corpusOf({"a"}));
        QVERIFY_EXCEPTION_THROWN(statistics.vocabularyWords(2, 1), SettingError);
        QVERIFY_EXCEPTION_THROWN(statistics.vocabularyWords(-1, 1), SettingError);
    }

    void canBeCancelled() {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(CorpusStatistics(corpusOf({"a b"}), stop.get_token()), Cancelled);
    }

    void realReviews() {
        const auto path = test::imdbArchive();
        if (path.empty())
            QSKIP("the IMDB archive isn't here");
        const auto corpus = TokenizedCorpus::read(path, {}, Standardization::book);
        QElapsedTimer timer;
        timer.start();
        const CorpusStatistics statistics(corpus);
        qInfo("statistics of %llu words took %lld ms",
              static_cast<unsigned long long>(statistics.words()), timer.elapsed());
        const auto expected = selectVocabularyWords(corpus.countWords(), 15'000);
        const std::size_t words = statistics.vocabularyWords(15'000, 1);
        QCOMPARE(words, std::size_t{14'998});
        QVERIFY(rankedWords(corpus, statistics, words) == expected);
        QVERIFY(std::abs(statistics.coverage(words) -
                         encodedCoverage(corpus, Vocabulary(expected))) < 1e-12);
        for (const LongDocuments policy : {LongDocuments::first, LongDocuments::windows}) {
            const SequenceFigures found = statistics.lengths().sequences(100, policy);
            QCOMPARE(found.sequences, encodedFigures(corpus, 100, policy).sequences);
            QCOMPARE(found.targets, encodedFigures(corpus, 100, policy).targets);
        }
    }
};

QTEST_GUILESS_MAIN(CorpusStatisticsTest)
#include "corpus_statistics_test.moc"
