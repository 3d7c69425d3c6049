// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/perplexity.h"
#include "core/training/checkpoint_file.h"

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    std::string file;
    bool json = false;
};

/// A model, and the training state where the file is a checkpoint.
struct Contents {
    LanguageModelFile model;
    std::optional<Checkpoint> checkpoint;
};

Contents load(const std::string& path) {
    const SafetensorsFile header = readSafetensors(path);
    if (!header.metadata.contains("training"))
        return {loadModel(path), std::nullopt};
    Checkpoint checkpoint = loadCheckpoint(path);
    return {checkpoint.model, std::move(checkpoint)};
}

Json historyToJson(const TrainingProgress& progress) {
    Json steps = Json::array();
    for (const StepRecord& record : progress.steps)
        steps.push_back({{"step", record.step},
                         {"epoch", record.epoch},
                         {"loss", record.loss},
                         {"learning_rate", record.learningRate}});
    Json validations = Json::array();
    for (const ValidationRecord& record : progress.validations)
        validations.push_back({{"step", record.step},
                               {"loss", record.loss},
                               {"perplexity", jsonNumber(record.perplexity())}});
    return {{"steps", std::move(steps)}, {"validations", std::move(validations)}};
}

std::int64_t epochOf(const TrainingProgress& progress) {
    return progress.steps.empty() ? 0 : progress.steps.back().epoch;
}

void printJson(const Contents& contents) {
    const ModelConfiguration& configuration = contents.model.weights->configuration;
    Json json;
    json["preset"] = architectureName(configuration.architecture);
    json["config"] = Json::parse(toJson(configuration));
    json["tokenizer"] = {
        {"standardization", standardizationName(contents.model.tokenizer.standardization)},
        {"sequence_length", contents.model.tokenizer.sequenceLength}};
    json["parameters"] = parameterCount(configuration);
    json["vocabulary_size"] = contents.model.vocabulary.size();
    json["step"] = nullptr;
    json["epoch"] = nullptr;
    json["history"] = nullptr;
    if (contents.checkpoint) {
        json["step"] = contents.checkpoint->progress.stepsDone();
        json["epoch"] = epochOf(contents.checkpoint->progress);
        json["history"] = historyToJson(contents.checkpoint->progress);
        json["settings"] = Json::parse(toJson(contents.checkpoint->settings));
    }
    fmt::print("{}\n", json.dump());
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

void printRun(const Checkpoint& checkpoint) {
    const TrainingProgress& progress = checkpoint.progress;
    fmt::print("training       step {}, epoch {}, {}\n",
               grouped(static_cast<std::uint64_t>(progress.stepsDone())), epochOf(progress),
               roughTime(progress.elapsedSeconds));
    if (!progress.steps.empty())
        fmt::print("train loss     {:.4f} (last step)\n", progress.steps.back().loss);
    for (const ValidationRecord& record : progress.validations)
        fmt::print("validation     step {:>8}   loss {:.4f}   perplexity {}\n",
                   grouped(static_cast<std::uint64_t>(record.step)), record.loss,
                   perplexityText(record.perplexity()));
}

void printText(const Contents& contents) {
    const ModelConfiguration& configuration = contents.model.weights->configuration;
    fmt::print("architecture   {}\n", architectureName(configuration.architecture));
    fmt::print("parameters     {}\n",
               grouped(static_cast<std::uint64_t>(parameterCount(configuration))));
    fmt::print("vocabulary     {} tokens, standardization {}\n",
               grouped(contents.model.vocabulary.size()),
               standardizationName(contents.model.tokenizer.standardization));
    fmt::print("sequences      {} tokens\n", contents.model.tokenizer.sequenceLength);
    if (contents.checkpoint)
        printRun(*contents.checkpoint);
    fmt::print("\n");
    for (const TensorShape& tensor : tensorShapes(configuration))
        fmt::print("{:<48} {:<16} {:>12}\n", tensor.name, shapeText(tensor.shape),
                   grouped(static_cast<std::uint64_t>(elementCount(tensor.shape))));
}

void run(const Arguments& arguments) {
    const Contents contents = load(arguments.file);
    if (arguments.json)
        printJson(contents);
    else
        printText(contents);
}

} // namespace

void addInspectCommand(CLI::App& program) {
    const auto arguments = std::make_shared<Arguments>();
    CLI::App* command = program.add_subcommand(
        "inspect", "Tells what a model or checkpoint file holds, after checking all of it");
    command->add_option("FILE", arguments->file, "A .safetensors or .tempera file")
        ->type_name("")
        ->required();
    command->add_flag("--json", arguments->json, "Print one JSON object, the history included");
    command->callback([arguments] { run(*arguments); });
}

} // namespace tempera::cli
