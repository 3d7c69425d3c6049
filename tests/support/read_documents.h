// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"
#include "support/error_message.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace tempera::test {

struct ReadCorpus {
    std::vector<std::pair<std::string, std::string>> documents; ///< source and text, as they came
    CorpusReadingSummary summary;

    std::vector<std::string> texts() const {
        std::vector<std::string> result;
        for (const auto& [source, text] : documents)
            result.push_back(text);
        return result;
    }
};

inline ReadCorpus readDocuments(const std::filesystem::path& path,
                                const CorpusOptions& options = {}, const Progress& progress = {}) {
    ReadCorpus result;
    result.summary = readCorpus(
        path, options,
        [&](const Document& document) {
            result.documents.emplace_back(document.source, document.text);
        },
        progress);
    return result;
}

/// The message of the Error that reading ends in; empty if it succeeds.
inline std::string readingError(const std::filesystem::path& path,
                                const CorpusOptions& options = {}) {
    return errorMessage([&] { readDocuments(path, options); });
}

} // namespace tempera::test
