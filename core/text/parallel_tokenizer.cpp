// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/parallel_tokenizer.h"

#include <algorithm>
#include <utility>

namespace tempera {

namespace {

/// Large enough that a thread's start and the words that blocks have in common don't count, small
/// enough that a block's distinct words stay in the processor's cache.
constexpr std::size_t blockBytes = std::size_t{1} << 20;

} // namespace

ParallelTokenizer::ParallelTokenizer(Standardization standardization, int threads)
    : standardization_(standardization), threads_(static_cast<std::size_t>(std::max(threads, 1))) {}

void ParallelTokenizer::add(std::string_view document) {
    text_.bytes.append(document);
    text_.documentEnds.push_back(text_.bytes.size());
    if (text_.bytes.size() >= blockBytes)
        startBlock();
}

IndexedDocuments ParallelTokenizer::finish() {
    Block last = tokenizeBlock(text_, standardization_);
    while (!pending_.empty())
        takeFirstPending();
    take(std::move(last));
    result_.words = words_.words();
    return std::move(result_);
}

void ParallelTokenizer::startBlock() {
    if (pending_.size() == threads_)
        takeFirstPending();
    // Where no thread is to be had any more, the work is done when it is asked for.
    pending_.push_back(std::async(std::launch::async | std::launch::deferred, &tokenizeBlock,
                                  std::exchange(text_, {}), standardization_));
}

ParallelTokenizer::Block ParallelTokenizer::tokenizeBlock(const Text& text,
                                                          Standardization standardization) {
    Block block;
    const TokenSink takeToken = [&block](std::string_view token) {
        block.tokens.push_back(block.words.index(token));
    };
    std::size_t begin = 0;
    for (const std::size_t end : text.documentEnds) {
        tokenize(std::string_view(text.bytes).substr(begin, end - begin), standardization,
                 takeToken);
        block.documentEnds.push_back(block.tokens.size());
        begin = end;
    }
    block.tokens.shrink_to_fit();
    return block;
}

void ParallelTokenizer::takeFirstPending() {
    take(pending_.front().get());
    pending_.pop_front();
}

void ParallelTokenizer::take(Block block) {
    std::vector<WordIndexer::Index> translation(block.words.size());
    for (std::size_t index = 0; index < translation.size(); ++index)
        translation[index] = words_.index(block.words.word(static_cast<WordIndexer::Index>(index)));
    for (WordIndexer::Index& token : block.tokens)
        token = translation[token];
    const std::span<const WordIndexer::Index> tokens =
        result_.blocks.emplace_back(std::move(block.tokens));
    std::size_t begin = 0;
    for (const std::size_t end : block.documentEnds) {
        result_.documents.push_back(tokens.subspan(begin, end - begin));
        begin = end;
    }
}

} // namespace tempera
