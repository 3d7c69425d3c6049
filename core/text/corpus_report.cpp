// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_report.h"

#include "core/text/corpus_statistics.h"

#include <algorithm>

namespace tempera {

namespace {

constexpr std::size_t mostFrequentShown = 10;

} // namespace

CorpusReport reportCorpus(const TokenizedCorpus& corpus, std::int64_t vocabularySize,
                          std::uint64_t minimumFrequency, std::int64_t sequenceLength) {
    const CorpusStatistics statistics(corpus);
    const DocumentLengths& lengths = statistics.lengths();
    const std::size_t words = statistics.vocabularyWords(vocabularySize, minimumFrequency);
    CorpusReport report;
    report.documents = statistics.documents();
    report.words = statistics.words();
    report.distinctWords = statistics.distinctWords();
    report.vocabularySize = static_cast<std::int64_t>(words) + firstWordToken;
    report.coverage = statistics.coverage(words);
    report.unigramEntropy = statistics.unigramEntropy();
    report.meanLength = lengths.mean();
    report.medianLength = lengths.median();
    report.longerThanSequence = lengths.longerThan(static_cast<std::uint64_t>(sequenceLength));
    report.lengths = lengths.doublingBins();
    for (std::size_t rank = 0; rank < std::min(words, mostFrequentShown); ++rank)
        report.mostFrequent.push_back(
            {corpus.words()[statistics.ranking()[rank]], statistics.count(rank)});
    return report;
}

} // namespace tempera
