// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus_statistics.h"

#include "core/system/error.h"
#include "core/text/count_entropy.h"

#include <algorithm>
#include <limits>

namespace tempera {

namespace {

constexpr std::uint32_t unranked = std::numeric_limits<std::uint32_t>::max();

void goOnUnless(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Cancelled();
}

std::vector<std::uint64_t> documentLengths(const TokenizedCorpus& corpus) {
    std::vector<std::uint64_t> lengths;
    lengths.reserve(corpus.documentCount());
    for (std::size_t index = 0; index < corpus.documentCount(); ++index)
        lengths.push_back(corpus.document(index).size());
    return lengths;
}

} // namespace

CorpusStatistics::CorpusStatistics(const TokenizedCorpus& corpus, std::stop_token stop)
    : distinct_(corpus.words().size()) {
    goOnUnless(stop);
    lengths_ = DocumentLengths(documentLengths(corpus));
    goOnUnless(stop);
    const std::vector<std::uint64_t> counts = corpus.countsByIndex();
    goOnUnless(stop);
    entropy_ = countEntropy(counts);
    rankWords(corpus, counts);
    goOnUnless(stop);
}

void CorpusStatistics::rankWords(const TokenizedCorpus& corpus,
                                 std::span<const std::uint64_t> counts) {
    const auto& words = corpus.words();
    for (WordIndex word = 0; word < words.size(); ++word)
        if (!isSpecialWord(words[word]))
            ranking_.push_back(word);
    std::ranges::sort(ranking_, [&](WordIndex left, WordIndex right) {
        return precedesInVocabulary(words[left], counts[left], words[right], counts[right]);
    });
    ranks_.assign(words.size(), unranked);
    cumulative_.reserve(ranking_.size() + 1);
    for (const WordIndex word : ranking_) {
        ranks_[word] = static_cast<std::uint32_t>(cumulative_.size() - 1);
        cumulative_.push_back(cumulative_.back() + counts[word]);
    }
}

std::optional<std::size_t> CorpusStatistics::rank(WordIndex word) const {
    const std::uint32_t rank = ranks_[word];
    return rank == unranked ? std::nullopt : std::optional<std::size_t>(rank);
}

std::size_t CorpusStatistics::vocabularyWords(std::int64_t vocabularySize,
                                              std::uint64_t minimumFrequency) const {
    const std::size_t room =
        largestWordCount(static_cast<std::size_t>(std::max<std::int64_t>(vocabularySize, 0)));
    return std::min(room, wordsWithFrequency(minimumFrequency));
}

std::size_t CorpusStatistics::wordsWithFrequency(std::uint64_t minimumFrequency) const {
    std::size_t low = 0;
    std::size_t high = ranking_.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (count(middle) >= minimumFrequency)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double CorpusStatistics::coverage(std::size_t words) const {
    return this->words() > 0
               ? static_cast<double>(covered(words)) / static_cast<double>(this->words())
               : 0.0;
}

} // namespace tempera
