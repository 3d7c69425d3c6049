// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_statistics.h"
#include "core/text/tokenized_corpus.h"

#include <QString>
#include <memory>

namespace tempera::ui {

/// A corpus that was read, and what was counted in it. Immutable once it is shared.
struct CorpusOverview {
    QString name; ///< as a person knows it: the file's, the folder's
    QString path; ///< empty: the built-in reviews
    Standardization standardization = Standardization::book; ///< that it was read with
    std::shared_ptr<const TokenizedCorpus> corpus;           ///< never null
    CorpusStatistics statistics;                             ///< of all its documents
};

using SharedOverview = std::shared_ptr<const CorpusOverview>;

} // namespace tempera::ui
