// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/document_lengths.h"
#include "core/text/tokenized_corpus.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace tempera {

/// What depends on a corpus alone, counted once over *all* its documents (training counts its
/// vocabulary over the training documents only): every question about a vocabulary's size, a
/// minimum frequency or a sequence length is then answered without going through the text again.
class CorpusStatistics {
public:
    using WordIndex = TokenizedCorpus::WordIndex;

    CorpusStatistics() = default;
    /// Throws Cancelled when `stop` is triggered.
    explicit CorpusStatistics(const TokenizedCorpus& corpus, std::stop_token stop = {});

    std::uint64_t documents() const { return lengths_.documents(); }
    /// Tokens, repetitions included.
    std::uint64_t words() const { return lengths_.tokens(); }
    std::uint64_t distinctWords() const { return distinct_; }
    /// In nats: the loss of a model that knows nothing but how often words are.
    double unigramEntropy() const { return entropy_; }
    const DocumentLengths& lengths() const { return lengths_; }

    /// Indices of the corpus's words in the order in which a vocabulary takes them (see
    /// precedesInVocabulary): the word of rank r, from 0, gets the id r + 2. Special words have no
    /// rank.
    std::span<const WordIndex> ranking() const { return ranking_; }
    /// How often the word of this rank occurs.
    std::uint64_t count(std::size_t rank) const {
        return cumulative_[rank + 1] - cumulative_[rank];
    }
    /// The rank of a word of the corpus; none for special words.
    std::optional<std::size_t> rank(WordIndex word) const;

    /// How many words a vocabulary would hold besides the special tokens: those that occur at least
    /// `minimumFrequency` times, at most as many as there is room for. Throws SettingError if
    /// vocabularySize < 3.
    std::size_t vocabularyWords(std::int64_t vocabularySize, std::uint64_t minimumFrequency) const;
    /// Words that occur at least so often.
    std::size_t wordsWithFrequency(std::uint64_t minimumFrequency) const;
    /// Occurrences of the `words` most frequent words. At most ranking().size().
    std::uint64_t covered(std::size_t words) const { return cumulative_[words]; }
    /// The same as a share of all tokens, in [0, 1].
    double coverage(std::size_t words) const;

private:
    void rankWords(const TokenizedCorpus& corpus, std::span<const std::uint64_t> counts);

    std::uint64_t distinct_ = 0;
    double entropy_ = 0.0;
    DocumentLengths lengths_;
    std::vector<WordIndex> ranking_;
    std::vector<std::uint32_t> ranks_;            ///< of every word of the corpus
    std::vector<std::uint64_t> cumulative_ = {0}; ///< of the first i ranks
};

} // namespace tempera
