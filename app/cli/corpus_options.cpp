// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/corpus_options.h"

#include "app/cli/console.h"

#include <spdlog/fmt/fmt.h>
#include <utility>

namespace tempera::cli {

namespace {

void tellAbout(const CorpusReadingSummary& summary) {
    if (summary.invalidUtf8Sequences > 0)
        notice(fmt::format("{} invalid UTF-8 sequences were replaced by U+FFFD",
                           grouped(summary.invalidUtf8Sequences)));
    if (!summary.skippedBinaryFiles.empty())
        notice(fmt::format("binary files passed over: {}, the first of them {}",
                           grouped(summary.skippedBinaryFiles.size()),
                           summary.skippedBinaryFiles.front()));
}

} // namespace

void addCorpusReadingOptions(CLI::App& command, CorpusArguments& arguments) {
    command
        .add_option("--text-column", arguments.textColumn,
                    "Column of a .csv or .tsv file, or key of a .jsonl file, that holds the "
                    "text")
        ->type_name("NAME")
        ->capture_default_str();
    command
        .add_option("--documents", arguments.unit,
                    "What one document of a plain text is; auto: a line of a lone file, a file "
                    "of a folder or archive")
        ->type_name("auto|file|line|paragraph")
        ->capture_default_str();
    command.add_flag("--include-unsup", arguments.includeUnsupervised,
                     "Read aclImdb's unsupervised reviews too");
}

TokenizedCorpus readCorpusWithNotices(const CorpusArguments& arguments,
                                      Standardization standardization, std::stop_token stop) {
    CorpusOptions options;
    options.textColumn = arguments.textColumn;
    options.unit = parseDocumentUnit(arguments.unit);
    options.includeUnsupervised = arguments.includeUnsupervised;
    ProgressBar bar;
    auto corpus = TokenizedCorpus::read(arguments.path, options, standardization,
                                        progressOn(bar, "reading the corpus", std::move(stop)));
    bar.clear();
    tellAbout(corpus.summary());
    return corpus;
}

} // namespace tempera::cli
