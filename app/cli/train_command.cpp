// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/compute_options.h"
#include "app/cli/console.h"
#include "app/cli/corpus_options.h"
#include "app/cli/interrupt.h"
#include "app/cli/model_output.h"
#include "app/cli/training_options.h"
#include "app/cli/training_reporter.h"
#include "app/cli/whole_number.h"
#include "core/system/error.h"
#include "core/training/training_preparation.h"

#include <chrono>
#include <memory>
#include <optional>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

struct Arguments {
    explicit Arguments(CLI::App& command) : training(command) {}

    CorpusArguments corpus;
    TrainingOptions training;
    TrainingRunSettings run;
    std::string output;
    std::string resume;
    double autosaveMinutes = 5.0;
    int threads = 0;
    bool json = false;
};

TrainingPreparation prepareNew(const Arguments& arguments, const TrainingSettings& settings,
                               const std::stop_token& stop) {
    const auto corpus = readCorpusWithNotices(arguments.corpus, settings.standardization, stop);
    TrainingPreparation preparation = prepareRun(corpus, settings);
    if (preparation.settings.model.vocabularySize < settings.data.vocabularySize)
        notice(fmt::format("the corpus has fewer distinct words than the vocabulary asks for: it "
                           "has {} tokens",
                           grouped(preparation.data.vocabulary.size())));
    return preparation;
}

TrainingPreparation prepareResumed(const Arguments& arguments, const std::stop_token& stop) {
    Checkpoint checkpoint = loadCheckpoint(arguments.resume);
    checkpoint.settings = arguments.training.resumed(checkpoint.settings);
    const auto corpus =
        readCorpusWithNotices(arguments.corpus, checkpoint.settings.standardization, stop);
    try {
        return prepareResumedRun(corpus, std::move(checkpoint));
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", arguments.corpus.path, error.what()));
    }
}

void describeRun(const TrainingPreparation& preparation, const Trainer& trainer) {
    const TrainingData& data = preparation.data;
    const ModelConfiguration& model = preparation.settings.model;
    fmt::print("{} · {} parameters · {} words · {} + {} sequences (training + validation) · {} "
               "steps an epoch\n",
               architectureName(model.architecture),
               grouped(static_cast<std::uint64_t>(parameterCount(model))),
               grouped(data.vocabulary.size()), grouped(data.training.size()),
               grouped(data.validation.size()),
               grouped(static_cast<std::uint64_t>(trainer.stepsPerEpoch())));
}

void run(Arguments& arguments) {
    // Whatever can be refused is refused before hours of work, or minutes of reading.
    std::optional<TrainingSettings> newSettings;
    if (arguments.resume.empty())
        newSettings = arguments.training.settings();
    requireModelOutput(arguments.output);
    const InterruptWatcher interrupts;
    const int threads = prepareCompute(arguments.threads);
    TrainingPreparation preparation = newSettings
                                          ? prepareNew(arguments, *newSettings, interrupts.token())
                                          : prepareResumed(arguments, interrupts.token());
    requireMemory(preparation, threads);
    const TrainingSettings& settings = preparation.settings;
    Trainer trainer = makeTrainer(
        preparation, createLanguageModel(settings.model, settings.optimizer, settings.seed));
    if (!arguments.json)
        describeRun(preparation, trainer);
    if (trainer.finished())
        notice(
            fmt::format("the limit of this run was reached at step {} already: a larger --steps, "
                        "--epochs or --minutes lets it go on",
                        grouped(static_cast<std::uint64_t>(trainer.progress().stepsDone()))));
    arguments.run.output = arguments.output;
    arguments.run.resumedFrom = arguments.resume;
    arguments.run.autosaveInterval =
        std::chrono::duration<double, std::ratio<60>>(arguments.autosaveMinutes);
    TrainingReporter reporter(arguments.json);
    reporter.begin(trainer);
    const bool finished = runTraining(trainer, preparation.data, arguments.run, reporter.observer(),
                                      interrupts.token());
    reporter.end(trainer, !finished);
}

} // namespace

void addTrainCommand(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "train", "Trains a model on a corpus. Values in [brackets] are the presets'. Ctrl-C stops "
                 "cleanly with the output written");
    const auto arguments = std::make_shared<Arguments>(*command);
    command->add_option("--corpus", arguments->corpus.path, "The text to learn")
        ->type_name("PATH")
        ->required();
    addCorpusReadingOptions(*command, arguments->corpus);
    command
        ->add_option("--out", arguments->output,
                     "x.tempera: a checkpoint that can be resumed (x.previous.tempera and "
                     "x.best.tempera are kept beside it); x.safetensors: the weights alone")
        ->type_name("FILE")
        ->required();
    command
        ->add_option("--resume", arguments->resume,
                     "Go on from this checkpoint as if the run had never stopped")
        ->type_name("FILE");
    command
        ->add_option("--checkpoint-every", arguments->run.checkpointEvery,
                     "Steps from one writing of --out to the next; 0: after validations and at "
                     "the end")
        ->check(wholeNumberProblem)
        ->capture_default_str();
    command
        ->add_option("--autosave-minutes", arguments->autosaveMinutes,
                     "Also write --out when it is so old; 0: never")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--sample-prompt", arguments->run.samplePrompt,
                     "Begins the texts that are written after each validation")
        ->capture_default_str();
    addThreadsOption(*command, arguments->threads);
    command->add_flag("--json", arguments->json, "Print one JSON object per event");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
