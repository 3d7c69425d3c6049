// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_report.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace tempera {

namespace {

constexpr std::size_t mostFrequentShown = 10;

std::vector<std::uint64_t> documentLengths(const TokenizedCorpus& corpus) {
    std::vector<std::uint64_t> lengths;
    for (std::size_t index = 0; index < corpus.documentCount(); ++index)
        lengths.push_back(corpus.document(index).size());
    return lengths;
}

/// Bins [0, 0], [1, 1], [2, 3], [4, 7] ... with the empty ones at both ends left out.
std::vector<LengthBin> histogram(const std::vector<std::uint64_t>& lengths) {
    std::vector<LengthBin> bins;
    for (const std::uint64_t length : lengths) {
        const auto index = static_cast<std::size_t>(std::bit_width(length));
        while (bins.size() <= index) {
            const std::uint64_t minimum = bins.empty() ? 0 : std::uint64_t{1} << (bins.size() - 1);
            bins.push_back({minimum, minimum == 0 ? 0 : 2 * minimum - 1, 0});
        }
        ++bins[index].documents;
    }
    const auto first =
        std::ranges::find_if(bins, [](const auto& bin) { return bin.documents > 0; });
    bins.erase(bins.begin(), first);
    return bins;
}

std::uint64_t median(std::vector<std::uint64_t> lengths) {
    if (lengths.empty())
        return 0;
    const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
    std::ranges::nth_element(lengths, middle);
    return *middle;
}

void fillVocabulary(CorpusReport& report, const std::vector<WordCount>& counts,
                    std::int64_t vocabularySize, std::uint64_t minimumFrequency) {
    const auto words =
        selectVocabularyWords(counts, static_cast<std::size_t>(vocabularySize), minimumFrequency);
    std::unordered_map<std::string_view, std::uint64_t> countOf;
    for (const auto& entry : counts)
        countOf.emplace(entry.word, entry.count);
    std::uint64_t covered = 0;
    for (const auto& word : words) {
        covered += countOf.at(word);
        if (report.mostFrequent.size() < mostFrequentShown)
            report.mostFrequent.push_back({word, countOf.at(word)});
    }
    report.vocabularySize = static_cast<std::int64_t>(words.size()) + firstWordToken;
    if (report.words > 0)
        report.coverage = static_cast<double>(covered) / static_cast<double>(report.words);
}

} // namespace

CorpusReport reportCorpus(const TokenizedCorpus& corpus, std::int64_t vocabularySize,
                          std::uint64_t minimumFrequency, std::int64_t sequenceLength) {
    const auto lengths = documentLengths(corpus);
    const auto counts = corpus.countWords();
    CorpusReport report;
    report.documents = corpus.documentCount();
    report.words = corpus.tokenCount();
    report.distinctWords = counts.size();
    report.unigramEntropy = unigramEntropy(counts);
    if (report.documents > 0)
        report.meanLength =
            static_cast<double>(report.words) / static_cast<double>(report.documents);
    report.medianLength = median(lengths);
    report.longerThanSequence = static_cast<std::uint64_t>(std::ranges::count_if(
        lengths, [=](auto length) { return length > static_cast<std::uint64_t>(sequenceLength); }));
    report.lengths = histogram(lengths);
    fillVocabulary(report, counts, vocabularySize, minimumFrequency);
    return report;
}

double unigramEntropy(const std::vector<WordCount>& counts) {
    double total = 0.0;
    double weighted = 0.0; // sum of n ln n
    for (const auto& entry : counts) {
        const auto count = static_cast<double>(entry.count);
        total += count;
        weighted += count * std::log(count);
    }
    return total > 0.0 ? std::log(total) - weighted / total : 0.0;
}

} // namespace tempera
