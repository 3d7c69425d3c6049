// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/corpus/corpus_figures.h"

#include <QString>
#include <vector>

namespace tempera::ui {

/// A word of a document and what becomes of it.
struct DocumentToken {
    QString word; ///< as it stands in the document, standardized
    TokenId id = unknownToken;
    bool leftOut = false;      ///< beyond the sequence: no model sees it
    bool beginsWindow = false; ///< a new sequence begins with it, and the one before ends with it

    bool isUnknown() const { return id == unknownToken; }
};

/// A document as a model will see it. Of very long ones only the beginning is kept for showing;
/// everything is counted.
struct ModelDocument {
    static constexpr std::size_t longestShown = 5'000;

    std::vector<DocumentToken> tokens; ///< at most longestShown
    std::size_t length = 0;            ///< tokens of the whole document
    std::size_t unknown = 0;           ///< of those that the model sees
    std::size_t seen = 0;              ///< tokens that are in a sequence
    std::size_t sequences = 0;         ///< 0: it is too short, nothing is learned from it
};

ModelDocument modelDocument(const CorpusOverview& overview, std::size_t document,
                            const CorpusChoice& choice);

/// The next document after `from` (back to the beginning behind the last) that has the word; none:
/// -1. `from` may be -1.
std::int64_t documentWith(const CorpusOverview& overview, TokenizedCorpus::WordIndex word,
                          std::int64_t from);
/// The next document after `from` that has a word which contains `text`, upper and lower case being
/// alike; none: -1.
std::int64_t documentWithText(const CorpusOverview& overview, const QString& text,
                              std::int64_t from);

/// "12 of the 100 words that the model sees are unknown; 131 more are left out."
QString documentSentence(const ModelDocument& document);

} // namespace tempera::ui
