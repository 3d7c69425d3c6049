// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenized_corpus.h"

#include <CLI/CLI.hpp>
#include <stop_token>
#include <string>

namespace tempera::cli {

/// The options that say where a corpus is and how it is to be read; the commands share them.
struct CorpusArguments {
    std::string path;
    std::string textColumn = "text";
    std::string unit = "auto";
    bool includeUnsupervised = false;
};

/// Adds all but the path, which some commands take as an option and some by position.
void addCorpusReadingOptions(CLI::App& command, CorpusArguments& arguments);

/// Reads the corpus with a progress bar and tells on standard error what deserves a notice.
TokenizedCorpus readCorpusWithNotices(const CorpusArguments& arguments,
                                      Standardization standardization, std::stop_token stop);

} // namespace tempera::cli
