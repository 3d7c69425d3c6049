// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/compute_options.h"
#include "app/cli/console.h"
#include "app/cli/corpus_options.h"
#include "app/cli/perplexity.h"
#include "core/model/language_model.h"
#include "core/model/model_file.h"
#include "core/system/error.h"
#include "core/text/training_data.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <numeric>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

constexpr std::size_t sequencesAtOnce = 16;

struct Arguments {
    CorpusArguments corpus;
    std::string model;
    std::string longDocuments = "windows";
    int threads = 0;
    bool json = false;
};

LossSum evaluateAll(LanguageModel& model, const SequenceDataset& dataset) {
    ProgressBar bar;
    LossSum loss;
    for (std::size_t begin = 0; begin < dataset.size(); begin += sequencesAtOnce) {
        std::vector<std::uint32_t> sequences(std::min(sequencesAtOnce, dataset.size() - begin));
        std::iota(sequences.begin(), sequences.end(), static_cast<std::uint32_t>(begin));
        loss += model.evaluate(makeBatch(dataset, sequences));
        bar.show(static_cast<double>(begin) / static_cast<double>(dataset.size()), "evaluating");
    }
    return loss;
}

void run(const Arguments& arguments) {
    const LongDocuments policy = parseLongDocuments(arguments.longDocuments);
    const LanguageModelFile file = loadModel(arguments.model);
    prepareCompute(arguments.threads);
    const auto corpus = readCorpusWithNotices(arguments.corpus, file.tokenizer.standardization, {});
    const auto dataset =
        encodeCorpus(corpus, file.vocabulary, file.tokenizer.sequenceLength, policy);
    if (dataset.size() == 0)
        throw Error(arguments.corpus.path + ": no document has the two words that it takes to "
                                            "predict one from the other");
    const auto model = createLanguageModel(file.weights->configuration, {}, 0);
    model->load(*file.weights);
    const LossSum loss = evaluateAll(*model, dataset);
    if (!std::isfinite(loss.total))
        throw Error(arguments.model + ": the loss is not a finite number: the weights are unusable "
                                      "(a diverged training run?)");
    const double perplexity = std::exp(loss.mean());
    if (arguments.json)
        fmt::print("{}\n", nlohmann::ordered_json{{"loss", loss.mean()},
                                                  {"perplexity", jsonNumber(perplexity)},
                                                  {"tokens", loss.targets}}
                               .dump());
    else
        fmt::print("loss        {:>12.4f}   nats a token\nperplexity  {:>12}\ntokens      "
                   "{:>12}\n",
                   loss.mean(), perplexityText(perplexity, 2),
                   grouped(static_cast<std::uint64_t>(loss.targets)));
}

} // namespace

void addEvaluateCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "evaluate", "Measures how well a model predicts a corpus: loss and perplexity per token");
    command->add_option("--model", arguments->model, "A .safetensors or .tempera file")
        ->type_name("FILE")
        ->required();
    command->add_option("--corpus", arguments->corpus.path, "The text to predict")
        ->type_name("PATH")
        ->required();
    addCorpusReadingOptions(*command, arguments->corpus);
    command
        ->add_option("--long-documents", arguments->longDocuments,
                     "windows predicts every token but a document's first, in windows as long as "
                     "the model's sequences; first predicts within the first window only, as the "
                     "book's training does")
        ->type_name("first|windows")
        ->capture_default_str();
    addThreadsOption(*command, arguments->threads);
    command->add_flag("--json", arguments->json, "Print one JSON object");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
