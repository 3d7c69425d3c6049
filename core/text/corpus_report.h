// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/document_lengths.h"
#include "core/text/tokenized_corpus.h"

#include <cstdint>
#include <vector>

namespace tempera {

/// What a corpus holds, counted over all its documents.
struct CorpusReport {
    std::uint64_t documents = 0;
    std::uint64_t words = 0; ///< tokens, repetitions included
    std::uint64_t distinctWords = 0;
    std::int64_t vocabularySize = 0; ///< that a model would get: at most the size asked for
    double coverage = 0.0;           ///< share of the words that are in that vocabulary, in [0, 1]
    double unigramEntropy = 0.0; ///< nats: the loss of a model that knows only how often words are
    double meanLength = 0.0;
    std::uint64_t medianLength = 0;       ///< the upper of the two middle ones where there are two
    std::uint64_t longerThanSequence = 0; ///< documents with more tokens than a sequence holds
    std::vector<LengthBin> lengths;       ///< bounds double from bin to bin; none empty at the ends
    std::vector<WordCount> mostFrequent;  ///< at most 10, in the vocabulary's order
};

/// `vocabularySize` and `minimumFrequency` as in DatasetSettings.
CorpusReport reportCorpus(const TokenizedCorpus& corpus, std::int64_t vocabularySize,
                          std::uint64_t minimumFrequency, std::int64_t sequenceLength);

} // namespace tempera
