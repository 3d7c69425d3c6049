// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/word_indexer.h"

#include <cstddef>
#include <deque>
#include <future>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// Documents as indices of distinct words.
struct IndexedDocuments {
    std::vector<std::string> words;                      ///< by index, in order of first appearance
    std::vector<std::vector<WordIndexer::Index>> blocks; ///< where the documents lie
    std::vector<std::span<const WordIndexer::Index>> documents; ///< in the order of their adding
};

/// Turns documents into word indices while they are still being read: collects them into blocks,
/// which other threads tokenize, each with word indices of its own. The thread that adds documents
/// takes the blocks back in the order of the text and translates those indices, so that the result
/// does not depend on the number of threads.
class ParallelTokenizer {
public:
    /// `threads` is how many blocks are in work at once, at least 1. A text of less than a block
    /// starts no thread.
    ParallelTokenizer(Standardization standardization, int threads);

    /// `document` must be valid UTF-8. Throws what tokenize() throws for it or one before it.
    void add(std::string_view document);
    /// After the last document, once. Throws as add() does.
    IndexedDocuments finish();

private:
    struct Text {
        std::string bytes;
        std::vector<std::size_t> documentEnds;
    };
    struct Block {
        std::vector<WordIndexer::Index> tokens;
        std::vector<std::size_t> documentEnds;
        WordIndexer words;
    };

    static Block tokenizeBlock(const Text& text, Standardization standardization);
    void startBlock();
    void takeFirstPending();
    void take(Block block);

    Standardization standardization_;
    std::size_t threads_;
    Text text_;
    std::deque<std::future<Block>> pending_; ///< in the order of the text
    WordIndexer words_;
    IndexedDocuments result_;
};

} // namespace tempera
