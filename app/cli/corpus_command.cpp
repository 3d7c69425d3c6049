// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/corpus_options.h"
#include "app/cli/whole_number.h"
#include "core/text/corpus_report.h"
#include "core/text/training_data.h"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

struct Arguments {
    CorpusArguments corpus;
    DatasetSettings data;
    std::string standardization = "book";
    bool json = false;
};

void printJson(const CorpusReport& report, const CorpusReadingSummary& summary) {
    nlohmann::ordered_json lengths = nlohmann::ordered_json::array();
    for (const auto& bin : report.lengths)
        lengths.push_back(
            {{"minimum", bin.minimum}, {"maximum", bin.maximum}, {"documents", bin.documents}});
    nlohmann::ordered_json frequent = nlohmann::ordered_json::array();
    for (const auto& entry : report.mostFrequent)
        frequent.push_back({{"word", entry.word}, {"count", entry.count}});
    const nlohmann::ordered_json json{{"kind", summary.kind},
                                      {"documents", report.documents},
                                      {"words", report.words},
                                      {"distinct_words", report.distinctWords},
                                      {"vocabulary_size", report.vocabularySize},
                                      {"coverage", report.coverage},
                                      {"unigram_entropy", report.unigramEntropy},
                                      {"mean_length", report.meanLength},
                                      {"median_length", report.medianLength},
                                      {"longer_than_sequence", report.longerThanSequence},
                                      {"lengths", std::move(lengths)},
                                      {"most_frequent", std::move(frequent)},
                                      {"files", summary.files},
                                      {"bytes", summary.bytes},
                                      {"invalid_utf8", summary.invalidUtf8Sequences}};
    fmt::print("{}\n", json.dump());
}

void printHistogram(const std::vector<LengthBin>& bins) {
    constexpr double widest = 40.0;
    std::uint64_t largest = 1;
    for (const auto& bin : bins)
        largest = std::max(largest, bin.documents);
    fmt::print("\nwords a document      documents\n");
    for (const auto& bin : bins) {
        const double share = static_cast<double>(bin.documents) / static_cast<double>(largest);
        std::string bar;
        for (int cell = 0; cell < static_cast<int>(share * widest + 0.5); ++cell)
            bar += "█";
        fmt::print("{:>8} to {:<8} {:>10} {}\n", grouped(bin.minimum), grouped(bin.maximum),
                   grouped(bin.documents), bar);
    }
}

void printReport(const CorpusReport& report, const CorpusReadingSummary& summary,
                 const DatasetSettings& data) {
    fmt::print("{}: {} files, {:.1f} MB of text\n\n", summary.kind, grouped(summary.files),
               static_cast<double>(summary.bytes) / 1e6);
    fmt::print("documents           {:>12}\n", grouped(report.documents));
    fmt::print("words               {:>12}   {:.1f} a document, median {}\n", grouped(report.words),
               report.meanLength, grouped(report.medianLength));
    fmt::print("distinct words      {:>12}\n", grouped(report.distinctWords));
    fmt::print("vocabulary          {:>12}   covers {:.2f} % of the words\n",
               grouped(static_cast<std::uint64_t>(report.vocabularySize)), report.coverage * 100.0);
    fmt::print("unigram entropy     {:>12.3f}   nats: the loss of knowing word frequencies alone\n",
               report.unigramEntropy);
    fmt::print("longer than {:<8}{:>12}   documents that a sequence does not hold\n",
               grouped(static_cast<std::uint64_t>(data.sequenceLength)),
               grouped(report.longerThanSequence));
    fmt::print("most frequent       ");
    for (const auto& entry : report.mostFrequent)
        fmt::print(" {} {}", entry.word, grouped(entry.count));
    fmt::print("\n");
    printHistogram(report.lengths);
}

void run(const Arguments& arguments) {
    validate(arguments.data);
    const auto corpus = readCorpusWithNotices(arguments.corpus,
                                              parseStandardization(arguments.standardization), {});
    const auto report =
        reportCorpus(corpus, arguments.data.vocabularySize, arguments.data.minimumFrequency,
                     arguments.data.sequenceLength);
    if (arguments.json)
        printJson(report, corpus.summary());
    else
        printReport(report, corpus.summary(), arguments.data);
}

} // namespace

void addCorpusCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "corpus", "Tells what a corpus holds: documents, words, distinct words, how much of it a "
                  "vocabulary covers, lengths");
    command
        ->add_option("PATH", arguments->corpus.path,
                     "A text file, .csv, .tsv, .jsonl, a folder of them, or a .tar.gz or .zip")
        ->type_name("")
        ->required();
    addCorpusReadingOptions(*command, arguments->corpus);
    command->add_option("--standardization", arguments->standardization, "How text becomes words")
        ->type_name("book|unicode|none|characters")
        ->capture_default_str();
    command
        ->add_option("--vocabulary-size", arguments->data.vocabularySize,
                     "Most frequent words that a model would know, padding and [UNK] included")
        ->capture_default_str();
    command
        ->add_option("--minimum-frequency", arguments->data.minimumFrequency,
                     "Leave out words that occur less often")
        ->check(wholeNumberProblem)
        ->capture_default_str();
    command
        ->add_option("--sequence-length", arguments->data.sequenceLength,
                     "Words of a training sequence")
        ->capture_default_str();
    command->add_flag("--json", arguments->json, "Print one JSON object");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
