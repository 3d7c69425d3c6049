// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenized_corpus.h"

#include "core/system/error.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string_view>
#include <unordered_map>

namespace tempera {

namespace {

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const {
        return std::hash<std::string_view>{}(word);
    }
};

/// Gives every distinct word an index, in order of first appearance.
class WordIndexer {
public:
    TokenizedCorpus::WordIndex index(std::string_view word) {
        const auto found = indices_.find(word);
        if (found != indices_.end())
            return found->second;
        if (indices_.size() == std::numeric_limits<TokenizedCorpus::WordIndex>::max())
            throw Error("the corpus has more than 4,294,967,295 distinct words");
        const auto next = static_cast<TokenizedCorpus::WordIndex>(indices_.size());
        indices_.emplace(word, next);
        return next;
    }

    std::vector<std::string> takeWords() {
        std::vector<std::string> words(indices_.size());
        while (!indices_.empty()) {
            auto node = indices_.extract(indices_.begin());
            words[node.mapped()] = std::move(node.key());
        }
        return words;
    }

private:
    std::unordered_map<std::string, TokenizedCorpus::WordIndex, WordHash, std::equal_to<>> indices_;
};

/// The documents' order by source, with rows of one source left in theirs.
std::vector<std::uint32_t> orderBySource(const std::vector<std::string>& sources,
                                         const std::vector<std::uint32_t>& sourceOfDocument) {
    std::vector<std::uint32_t> order(sourceOfDocument.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t document) -> const std::string& {
        return sources[sourceOfDocument[document]];
    });
    return order;
}

} // namespace

TokenizedCorpus TokenizedCorpus::read(const std::filesystem::path& path,
                                      const CorpusOptions& options, Standardization standardization,
                                      const Progress& progress) {
    return read([&](const auto& sink) { return readCorpus(path, options, sink, progress); },
                standardization);
}

TokenizedCorpus TokenizedCorpus::read(const DocumentReader& reader,
                                      Standardization standardization) {
    TokenizedCorpus unordered;
    WordIndexer indexer;
    std::vector<std::string> sources;
    std::vector<std::uint32_t> sourceOfDocument;
    const auto takeToken = [&](std::string_view token) {
        unordered.tokens_.push_back(indexer.index(token));
    };
    const auto takeDocument = [&](const Document& document) {
        if (sourceOfDocument.size() == std::numeric_limits<std::uint32_t>::max())
            throw Error("the corpus has more than 4,294,967,295 documents");
        if (sources.empty() || sources.back() != document.source)
            sources.emplace_back(document.source);
        sourceOfDocument.push_back(static_cast<std::uint32_t>(sources.size() - 1));
        tokenize(document.text, standardization, takeToken);
        unordered.documentEnds_.push_back(unordered.tokens_.size());
    };
    unordered.summary_ = reader(takeDocument);
    unordered.words_ = indexer.takeWords();

    const auto order = orderBySource(sources, sourceOfDocument);
    if (std::ranges::is_sorted(order))
        return unordered;
    TokenizedCorpus corpus;
    corpus.tokens_.reserve(unordered.tokens_.size());
    for (const std::uint32_t document : order) {
        const auto tokens = unordered.document(document);
        corpus.tokens_.insert(corpus.tokens_.end(), tokens.begin(), tokens.end());
        corpus.documentEnds_.push_back(corpus.tokens_.size());
    }
    corpus.words_ = std::move(unordered.words_);
    corpus.summary_ = std::move(unordered.summary_);
    return corpus;
}

std::span<const TokenizedCorpus::WordIndex> TokenizedCorpus::document(std::size_t index) const {
    const std::uint64_t begin = index == 0 ? 0 : documentEnds_[index - 1];
    return std::span(tokens_).subspan(begin, documentEnds_[index] - begin);
}

std::vector<std::uint64_t> TokenizedCorpus::countsByIndex() const {
    std::vector<std::uint64_t> counts(words_.size());
    for (const WordIndex word : tokens_)
        ++counts[word];
    return counts;
}

std::vector<WordCount> TokenizedCorpus::countWords(std::span<const std::uint32_t> documents) const {
    std::vector<std::uint64_t> counts(words_.size());
    for (const std::uint32_t index : documents)
        for (const WordIndex word : document(index))
            ++counts[word];
    std::vector<WordCount> result;
    for (std::size_t word = 0; word < counts.size(); ++word)
        if (counts[word] > 0)
            result.push_back({words_[word], counts[word]});
    return result;
}

std::vector<WordCount> TokenizedCorpus::countWords() const {
    std::vector<std::uint32_t> documents(documentCount());
    std::iota(documents.begin(), documents.end(), 0U);
    return countWords(documents);
}

} // namespace tempera
