// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"
#include "core/text/sequence_dataset.h"
#include "core/text/tokenizer.h"

#include <cstdint>

namespace tempera::ui {

/// How a corpus is to become tokens, a vocabulary and sequences: what can be changed while looking
/// at it. Named and bounded as in CorpusOptions and DatasetSettings.
struct CorpusChoice {
    DocumentUnit unit = DocumentUnit::automatic;
    Standardization standardization = Standardization::book;
    std::int64_t vocabularySize = 15'000; ///< 3 to 1,000,000
    std::uint64_t minimumFrequency = 1;
    std::int64_t sequenceLength = 100; ///< 2 to 8,192
    LongDocuments longDocuments = LongDocuments::first;

    bool operator==(const CorpusChoice&) const = default;
};

inline constexpr std::int64_t smallestVocabulary = 3;
inline constexpr std::int64_t largestVocabulary = 1'000'000;
inline constexpr std::int64_t shortestSequence = 2;
inline constexpr std::int64_t longestSequence = 8'192;

} // namespace tempera::ui
