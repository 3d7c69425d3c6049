// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_report.h"

#include "core/system/error.h"
#include "support/word_corpus.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <map>
#include <rapidcheck.h>

using namespace tempera;
using test::corpusOf;

namespace {

/// Documents of words a to j, the first letters far more often than the last.
rc::Gen<std::vector<std::string>> anyDocuments() {
    const auto word = rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange(0, 10)),
                                   [](const std::pair<int, int>& draw) {
                                       const int letter = std::min(draw.first, draw.second);
                                       return std::string(1, static_cast<char>('a' + letter));
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

std::map<std::string, std::uint64_t> naiveCounts(const std::vector<std::string>& documents) {
    std::map<std::string, std::uint64_t> counts;
    for (const std::string& text : documents)
        for (const char letter : text)
            if (letter != ' ')
                ++counts[std::string(1, letter)];
    return counts;
}

/// A document of letters and blanks alternating has half as many words as bytes.
std::vector<std::uint64_t> naiveLengths(const std::vector<std::string>& documents) {
    std::vector<std::uint64_t> lengths;
    for (const std::string& text : documents)
        lengths.push_back(text.size() / 2);
    return lengths;
}

} // namespace

class CorpusReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reportByHand();
    void emptyCorpus();
    void countsAgreeWithNaiveOnes();
    void coverageAndVocabulary();
    void lengthsAgreeWithNaiveOnes();
    void sizeWithoutWordsIsASettingError();
};

void CorpusReportTest::reportByHand() {
    const auto corpus = corpusOf({"the film the end", "the", "a film", "x y z the end the end"});
    const CorpusReport report = reportCorpus(corpus, 5, 1, 4);
    QCOMPARE(report.documents, std::uint64_t{4});
    QCOMPARE(report.words, std::uint64_t{4 + 1 + 2 + 7});
    QCOMPARE(report.distinctWords, std::uint64_t{7}); // the film end a x y z
    QCOMPARE(report.vocabularySize, std::int64_t{5}); // with padding and [UNK]
    QCOMPARE(report.coverage, (5.0 + 3.0 + 2.0) / 14.0);
    QCOMPARE(report.meanLength, 3.5);
    QCOMPARE(report.longerThanSequence, std::uint64_t{1}); // a sequence holds 4
    QCOMPARE(report.mostFrequent.size(), std::size_t{3});
    QCOMPARE(report.mostFrequent[0].word, std::string("the"));
    QCOMPARE(report.mostFrequent[0].count, std::uint64_t{5});
    QCOMPARE(report.mostFrequent[1].word, std::string("end"));
    QCOMPARE(report.mostFrequent[2].word, std::string("film"));
    // 1 | 2 - 3 | 4 - 7
    QCOMPARE(report.lengths.size(), std::size_t{3});
    QCOMPARE(report.lengths[0].minimum, std::uint64_t{1});
    QCOMPARE(report.lengths[0].maximum, std::uint64_t{1});
    QCOMPARE(report.lengths[2].minimum, std::uint64_t{4});
    QCOMPARE(report.lengths[2].maximum, std::uint64_t{7});
    QCOMPARE(report.lengths[2].documents, std::uint64_t{2});
    // -sum p ln p with counts 5 3 2 1 1 1 1 of 14.
    double entropy = 0.0;
    for (const double count : {5.0, 3.0, 2.0, 1.0, 1.0, 1.0, 1.0})
        entropy -= count / 14.0 * std::log(count / 14.0);
    QVERIFY(std::abs(report.unigramEntropy - entropy) < 1e-12);
}

void CorpusReportTest::emptyCorpus() {
    const CorpusReport report = reportCorpus(corpusOf({}), 100, 1, 10);
    QCOMPARE(report.documents, std::uint64_t{0});
    QCOMPARE(report.coverage, 0.0);
    QCOMPARE(report.unigramEntropy, 0.0);
    QCOMPARE(report.meanLength, 0.0);
    QCOMPARE(report.medianLength, std::uint64_t{0});
    QVERIFY(report.lengths.empty());
    QVERIFY(report.mostFrequent.empty());
}

void CorpusReportTest::countsAgreeWithNaiveOnes() {
    QVERIFY(rc::check([] {
        const auto documents = *anyDocuments();
        const auto counts = naiveCounts(documents);
        const CorpusReport report = reportCorpus(corpusOf(documents), 100, 1, 10);
        double total = 0.0;
        for (const auto& [word, count] : counts)
            total += static_cast<double>(count);
        double entropy = 0.0;
        for (const auto& [word, count] : counts) {
            const double p = static_cast<double>(count) / total;
            entropy -= p * std::log(p);
        }
        RC_ASSERT(report.documents == documents.size());
        RC_ASSERT(static_cast<double>(report.words) == total);
        RC_ASSERT(report.distinctWords == counts.size());
        RC_ASSERT(std::abs(report.unigramEntropy - entropy) < 1e-9);
        RC_ASSERT(report.mostFrequent.size() == counts.size()); // ten letters at most
        for (std::size_t i = 0; i < report.mostFrequent.size(); ++i) {
            const WordCount& entry = report.mostFrequent[i];
            RC_ASSERT(entry.count == counts.at(entry.word));
            if (i > 0)
                RC_ASSERT(entry.count <= report.mostFrequent[i - 1].count);
        }
    }));
}

void CorpusReportTest::coverageAndVocabulary() {
    QVERIFY(rc::check([] {
        const auto documents = *anyDocuments();
        const auto size = *rc::gen::inRange<std::size_t>(3, 16);
        const auto minimumFrequency = *rc::gen::inRange<std::uint64_t>(1, 6);
        std::vector<std::uint64_t> frequent;
        std::uint64_t total = 0;
        for (const auto& [word, count] : naiveCounts(documents)) {
            total += count;
            if (count >= minimumFrequency)
                frequent.push_back(count);
        }
        std::ranges::sort(frequent, std::ranges::greater{});
        frequent.resize(std::min(frequent.size(), size - 2));
        std::uint64_t covered = 0;
        for (const std::uint64_t count : frequent)
            covered += count;
        const CorpusReport report = reportCorpus(
            corpusOf(documents), static_cast<std::int64_t>(size), minimumFrequency, 10);
        RC_ASSERT(report.vocabularySize == static_cast<std::int64_t>(frequent.size() + 2));
        RC_ASSERT(report.coverage * static_cast<double>(total) <=
                  static_cast<double>(covered) + 1e-9);
        RC_ASSERT(report.coverage * static_cast<double>(total) >=
                  static_cast<double>(covered) - 1e-9);
    }));
}

void CorpusReportTest::lengthsAgreeWithNaiveOnes() {
    QVERIFY(rc::check([] {
        const auto documents = *rc::gen::nonEmpty(anyDocuments());
        const auto sequenceLength = *rc::gen::inRange<std::int64_t>(2, 20);
        auto lengths = naiveLengths(documents);
        const CorpusReport report = reportCorpus(corpusOf(documents), 100, 1, sequenceLength);
        std::uint64_t longer = 0;
        double sum = 0.0;
        for (const std::uint64_t length : lengths) {
            longer += static_cast<std::int64_t>(length) > sequenceLength ? 1 : 0;
            sum += static_cast<double>(length);
        }
        RC_ASSERT(report.longerThanSequence == longer);
        RC_ASSERT(std::abs(report.meanLength - sum / static_cast<double>(lengths.size())) < 1e-9);
        // A median has no more than half of the lengths on either side.
        const auto below = std::ranges::count_if(
            lengths, [&](std::uint64_t length) { return length < report.medianLength; });
        const auto above = std::ranges::count_if(
            lengths, [&](std::uint64_t length) { return length > report.medianLength; });
        RC_ASSERT(2 * below <= static_cast<std::ptrdiff_t>(lengths.size()));
        RC_ASSERT(2 * above <= static_cast<std::ptrdiff_t>(lengths.size()));
        RC_ASSERT(report.lengths.front().documents > 0U);
        RC_ASSERT(report.lengths.back().documents > 0U);
        std::uint64_t next = report.lengths.front().minimum;
        for (const LengthBin& bin : report.lengths) {
            RC_ASSERT(bin.minimum == next); // without a gap
            RC_ASSERT(bin.maximum == (bin.minimum == 0 ? 0 : 2 * bin.minimum - 1));
            const auto inside = std::ranges::count_if(lengths, [&](std::uint64_t length) {
                return length >= bin.minimum && length <= bin.maximum;
            });
            RC_ASSERT(static_cast<std::uint64_t>(inside) == bin.documents);
            next = bin.maximum + 1;
        }
    }));
}

void CorpusReportTest::sizeWithoutWordsIsASettingError() {
    QVERIFY_EXCEPTION_THROWN(reportCorpus(corpusOf({"a"}), 2, 1, 10), SettingError);
}

QTEST_GUILESS_MAIN(CorpusReportTest)
#include "corpus_report_test.moc"
