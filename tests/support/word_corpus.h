// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenized_corpus.h"

#include <string>
#include <vector>

namespace tempera::test {

/// A corpus of the given documents, split at white space alone.
inline TokenizedCorpus corpusOf(const std::vector<std::string>& documents) {
    const auto reader = [&](const std::function<void(const Document&)>& sink) {
        CorpusReadingSummary summary;
        for (const std::string& text : documents)
            sink({"test", text});
        summary.documents = documents.size();
        return summary;
    };
    return TokenizedCorpus::read(reader, Standardization::none);
}

/// The words of a document, spelled out.
inline std::vector<std::string> wordsOf(const TokenizedCorpus& corpus, std::size_t document) {
    std::vector<std::string> words;
    for (const auto word : corpus.document(document))
        words.push_back(corpus.words().at(word));
    return words;
}

} // namespace tempera::test
