// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenized_corpus.h"

#include "core/system/available_processors.h"
#include "core/system/error.h"
#include "core/text/parallel_tokenizer.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace tempera {

namespace {

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
    TokenizedCorpus corpus;
    ParallelTokenizer tokenizer(standardization, availableProcessors());
    std::vector<std::string> sources;
    std::vector<std::uint32_t> sourceOfDocument;
    corpus.summary_ = reader([&](const Document& document) {
        if (sourceOfDocument.size() == std::numeric_limits<std::uint32_t>::max())
            throw Error("the corpus has more than 4,294,967,295 documents");
        if (sources.empty() || sources.back() != document.source)
            sources.emplace_back(document.source);
        sourceOfDocument.push_back(static_cast<std::uint32_t>(sources.size() - 1));
        tokenizer.add(document.text);
    });
    IndexedDocuments indexed = tokenizer.finish();
    corpus.words_ = std::move(indexed.words);
    corpus.blocks_ = std::move(indexed.blocks);
    corpus.documents_.reserve(indexed.documents.size());
    for (const std::uint32_t document : orderBySource(sources, sourceOfDocument))
        corpus.documents_.push_back(indexed.documents[document]);
    return corpus;
}

std::uint64_t TokenizedCorpus::tokenCount() const {
    std::uint64_t count = 0;
    for (const auto& block : blocks_)
        count += block.size();
    return count;
}

std::vector<std::uint64_t> TokenizedCorpus::countsByIndex() const {
    std::vector<std::uint64_t> counts(words_.size());
    for (const auto& block : blocks_)
        for (const WordIndex word : block)
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
