// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_choice.h"
#include "ui/corpus/corpus_overview.h"

#include <QString>

namespace tempera::ui {

/// What a choice makes of a corpus, counted over all its documents.
struct CorpusFigures {
    std::size_t words = 0;           ///< in the vocabulary, besides padding and [UNK]
    std::size_t frequentWords = 0;   ///< that occur often enough to be in one
    double coverage = 0.0;           ///< share of the tokens that are in the vocabulary
    double unknown = 0.0;            ///< share of the tokens that become [UNK]
    std::uint64_t longDocuments = 0; ///< with more tokens than a sequence
    double longShare = 0.0;          ///< the same as a share of the documents
    SequenceFigures sequences;

    /// With padding and [UNK].
    std::int64_t vocabularySize() const {
        return static_cast<std::int64_t>(words) + firstWordToken;
    }
};

/// Fast enough for every move of a drag: nothing goes through the text.
CorpusFigures corpusFigures(const CorpusOverview& overview, const CorpusChoice& choice);

/// "50,000 documents", "1 document".
QString documentCountText(std::uint64_t count);
/// "11.6 M", "170 k": three digits at most, for where exact numbers stand elsewhere.
QString shortCountText(std::uint64_t count);
/// "97.2 %", "100 %" and "0 %" only where they are exact: "> 99.9 %", "< 0.1 %".
QString shareText(double share);

} // namespace tempera::ui
