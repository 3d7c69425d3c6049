// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/progress.h"
#include "core/text/corpus_reader.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"
#include "core/text/word_indexer.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tempera {

/// A corpus as sequences of words, each distinct word stored once. Reading it once is enough for
/// everything that follows: counting, choosing a vocabulary of any size, encoding.
class TokenizedCorpus {
public:
    TokenizedCorpus(const TokenizedCorpus&) = delete; // documents_ points into blocks_
    TokenizedCorpus& operator=(const TokenizedCorpus&) = delete;
    TokenizedCorpus(TokenizedCorpus&&) = default;
    TokenizedCorpus& operator=(TokenizedCorpus&&) = default;
    ~TokenizedCorpus() = default;

    /// A word by its first appearance in the corpus; not yet an id of a vocabulary.
    using WordIndex = WordIndexer::Index;

    /// Something that hands every document to the sink it is given.
    using DocumentReader =
        std::function<CorpusReadingSummary(const std::function<void(const Document&)>& sink)>;

    /// Reads and tokenizes whatever `reader` delivers on this thread; tokenizes on others, too, as
    /// many as there are processors.
    static TokenizedCorpus read(const DocumentReader& reader, Standardization standardization);
    /// Reads and tokenizes the corpus at `path`. Documents are ordered by their source, in byte
    /// order, so that a folder and an archive of it give the same. Throws as readCorpus does.
    static TokenizedCorpus read(const std::filesystem::path& path, const CorpusOptions& options,
                                Standardization standardization, const Progress& progress = {});

    std::size_t documentCount() const { return documents_.size(); }
    std::span<const WordIndex> document(std::size_t index) const { return documents_[index]; }
    /// Of all documents.
    std::uint64_t tokenCount() const;
    const std::vector<std::string>& words() const { return words_; }
    const CorpusReadingSummary& summary() const { return summary_; }

    /// How often each word occurs in all documents, by its index.
    std::vector<std::uint64_t> countsByIndex() const;
    /// How often each word occurs in the chosen documents; words that don't are left out.
    std::vector<WordCount> countWords(std::span<const std::uint32_t> documents) const;
    /// The same over all documents.
    std::vector<WordCount> countWords() const;

private:
    TokenizedCorpus() = default;

    std::vector<std::string> words_;
    std::vector<std::vector<WordIndex>> blocks_;        ///< all tokens, as they were read
    std::vector<std::span<const WordIndex>> documents_; ///< in blocks_, ordered by source
    CorpusReadingSummary summary_;
};

} // namespace tempera
