// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/compute_options.h"
#include "app/cli/distribution_table.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_output.h"
#include "app/cli/perplexity.h"
#include "app/cli/training_reporter.h"
#include "app/cli/whole_number.h"
#include "core/export/text_format.h"
#include "core/model/batched_generation.h"
#include "core/model/inference_engine.h"
#include "core/model/loaded_model.h"
#include "core/system/available_processors.h"
#include "core/text/builtin_corpus.h"
#include "core/text/codec.h"
#include "core/text/corpus_statistics.h"
#include "core/training/memory_estimate.h"

#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

constexpr const char* prompt = "this movie is";
constexpr std::size_t tableRows = 12;
constexpr std::size_t textLength = 50;

struct Arguments {
    std::int64_t steps = 1'500;
    std::uint64_t seed = 1;
    int threads = 0;
    std::string output;
    bool json = false;
};

TrainingSettings demoSettings(const Arguments& arguments) {
    TrainingSettings settings = smallTrainingSettings();
    settings.data.seed = settings.seed = arguments.seed;
    settings.limits.steps = arguments.steps;
    return settings;
}

void printIntroduction(const TrainingSettings& settings, const TrainingData& data,
                       double unigramEntropy) {
    fmt::print("Tempera learns {} synthetic film reviews that ship with it (made by a phrase "
               "grammar; no film in\nthem exists): {} words of vocabulary, {} parameters, {} "
               "steps.\n",
               grouped(data.training.size() + data.validation.size()),
               grouped(data.vocabulary.size()),
               grouped(static_cast<std::uint64_t>(parameterCount(settings.model))),
               *settings.limits.steps);
    fmt::print("Knowing only how often each word occurs would give a loss of {:.2f} nats.\n\n",
               unigramEntropy);
}

void printLoss(const TrainingProgress& progress, double unigramEntropy, bool json) {
    if (progress.validations.empty())
        return;
    const ValidationRecord& last = progress.validations.back();
    if (json)
        fmt::print("{}\n", nlohmann::ordered_json{{"event", "result"},
                                                  {"validation_loss", last.loss},
                                                  {"unigram_entropy", unigramEntropy}}
                               .dump());
    else
        fmt::print("\nvalidation loss {:.3f} nats (perplexity {}); unigram entropy {:.3f} "
                   "nats (perplexity {:.0f})\n\n",
                   last.loss, perplexityText(last.perplexity()), unigramEntropy,
                   std::exp(unigramEntropy));
}

void printTable(const LanguageModelFile& model, bool json) {
    const auto tokens = encode(prompt, model.tokenizer.standardization, model.vocabulary);
    InferenceEngine engine(model.weights);
    DistributionTable table(engine.logitsAfter(tokens), {}, model.vocabulary);
    if (json)
        table.printJson(tokens, tableRows);
    else
        table.print(prompt, tableRows);
}

void printTexts(const LanguageModelFile& model, const Arguments& arguments) {
    const auto tokens = encode(prompt, model.tokenizer.standardization, model.vocabulary);
    std::vector<GenerationSettings> settings;
    for (const double temperature : bookTemperatures)
        settings.push_back({{{SamplerKind::temperature, temperature}}, textLength, arguments.seed});
    GeneratedText text;
    text.prompt = prompt;
    text.model = "demo";
    text.modelHash = modelHash(model);
    text.seed = arguments.seed;
    if (!arguments.json)
        fmt::print("\nThe same luck at the book's five temperatures:\n\n");
    auto next = settings.begin();
    generateEach(model.weights, tokens, settings, {.threads = availableProcessors()},
                 [&](std::vector<GeneratedToken> written) {
                     text.chain = next->chain;
                     text.tokens = std::move(written);
                     text.text = decode(wholeText(tokens, text.tokens),
                                        model.tokenizer.standardization, model.vocabulary);
                     fmt::print("{}",
                                formatText(text, model.vocabulary,
                                           arguments.json ? TextFormat::jsonl : TextFormat::text));
                     ++next;
                 });
}

void run(const Arguments& arguments) {
    if (!arguments.output.empty())
        requireModelOutput(arguments.output);
    const InterruptWatcher interrupts;
    const int threads = prepareCompute(arguments.threads);
    TrainingSettings settings = demoSettings(arguments);
    validate(settings);
    const auto corpus = readBuiltinCorpus();
    const double entropy = CorpusStatistics(corpus).unigramEntropy();
    const TrainingData data = prepareTrainingData(corpus, settings.data);
    settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    requireMemory(settings, corpus.tokenCount(), threads);
    if (!arguments.json)
        printIntroduction(settings, data, entropy);
    Trainer trainer(createLanguageModel(settings.model, settings.optimizer, settings.seed), data,
                    settings);
    TrainingReporter reporter(arguments.json);
    TrainingRunSettings runSettings;
    runSettings.output = arguments.output;
    TrainingObserver observer = reporter.observer();
    observer.sampled = nullptr; // the texts come at the end
    const bool finished = runTraining(trainer, data, runSettings, observer, interrupts.token());
    reporter.end(trainer, !finished);
    const LanguageModelFile model = makeCheckpoint(trainer, data).model;
    printLoss(trainer.progress(), entropy, arguments.json);
    printTable(model, arguments.json);
    printTexts(model, arguments);
}

} // namespace

void addDemoCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "demo", "Trains a small model on built-in synthetic reviews in about a minute, then shows "
                "its next-token table and texts at five temperatures. Needs no download");
    command->add_option("--steps", arguments->steps, "Training steps")->capture_default_str();
    command->add_option("--seed", arguments->seed, "Decides the run and the texts")
        ->check(wholeNumberProblem)
        ->capture_default_str();
    command
        ->add_option("--out", arguments->output, "Keep the model as .safetensors or .tempera file")
        ->type_name("FILE");
    addThreadsOption(*command, arguments->threads);
    command->add_flag("--json", arguments->json, "Print JSON objects, one per line");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
