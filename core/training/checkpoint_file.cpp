// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file.h"

#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <span>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

const std::string optimizerPrefix = "optimizer.";
const std::string stepsName = "training.steps";
const std::string validationsName = "training.validations";
constexpr std::size_t stepColumns = 4;       // loss, learning rate, gradient norm, tokens/s
constexpr std::size_t validationColumns = 2; // step, loss

std::vector<double> stepTable(const TrainingProgress& progress) {
    std::vector<double> table;
    for (const auto& record : progress.steps)
        table.insert(table.end(), {record.loss, record.learningRate, record.gradientNorm,
                                   record.tokensPerSecond});
    return table;
}

std::vector<double> validationTable(const TrainingProgress& progress) {
    std::vector<double> table;
    for (const auto& record : progress.validations)
        table.insert(table.end(), {static_cast<double>(record.step), record.loss});
    return table;
}

TensorView tableView(const std::string& name, const std::vector<double>& table,
                     std::size_t columns) {
    return {name,
            TensorType::float64,
            {static_cast<std::int64_t>(table.size() / columns), static_cast<std::int64_t>(columns)},
            std::as_bytes(std::span(table))};
}

std::vector<double> readTable(const SafetensorsFile& file, const std::string& name,
                              std::size_t columns) {
    const StoredTensor* tensor = file.find(name);
    const bool fits = tensor != nullptr && tensor->type == TensorType::float64 &&
                      tensor->shape.size() == 2 &&
                      tensor->shape[1] == static_cast<std::int64_t>(columns);
    if (!fits)
        throw Error(fmt::format("'{}' is missing or not a table of {} columns", name, columns));
    std::vector<double> table(tensor->bytes.size() / sizeof(double));
    std::ranges::copy(tensor->bytes, std::as_writable_bytes(std::span(table)).begin());
    for (const double value : table)
        if (!std::isfinite(value))
            throw Error(fmt::format("'{}' holds a value that is not a finite number", name));
    return table;
}

std::int64_t epochOf(std::int64_t step, std::int64_t stepsPerEpoch) {
    return step == 0 ? 1 : (step - 1) / stepsPerEpoch + 1;
}

TrainingProgress readProgress(const SafetensorsFile& file, const nlohmann::json& training) {
    const auto stepsPerEpoch = training.at("steps_per_epoch").get<std::int64_t>();
    TrainingProgress progress;
    progress.elapsedSeconds = training.at("elapsed_seconds").get<double>();
    if (stepsPerEpoch < 1 || !(progress.elapsedSeconds >= 0.0))
        throw Error("the position in the training data is out of range");
    const auto steps = readTable(file, stepsName, stepColumns);
    for (std::size_t i = 0; i < steps.size(); i += stepColumns) {
        const auto step = static_cast<std::int64_t>(i / stepColumns) + 1;
        progress.steps.push_back({step, epochOf(step, stepsPerEpoch), steps[i], steps[i + 1],
                                  steps[i + 2], steps[i + 3]});
    }
    if (training.at("step").get<std::int64_t>() != progress.stepsDone())
        throw Error("the history has another number of steps than the run");
    const auto validations = readTable(file, validationsName, validationColumns);
    for (std::size_t i = 0; i < validations.size(); i += validationColumns) {
        if (!(validations[i] >= 0.0 && validations[i] <= static_cast<double>(progress.stepsDone())))
            throw Error("the history has a validation at an impossible step");
        const auto step = static_cast<std::int64_t>(validations[i]);
        progress.validations.push_back({step, epochOf(step, stepsPerEpoch), validations[i + 1]});
    }
    return progress;
}

std::vector<NamedTensor> readOptimizerState(const SafetensorsFile& file) {
    std::vector<NamedTensor> state;
    for (const auto& tensor : file.tensors) {
        if (!tensor.name.starts_with(optimizerPrefix))
            continue;
        if (tensor.type != TensorType::float32)
            throw Error(fmt::format("'{}' is not of type F32", tensor.name));
        NamedTensor values{tensor.name.substr(optimizerPrefix.size()), tensor.shape, {}};
        values.values.resize(tensor.bytes.size() / sizeof(float));
        std::ranges::copy(tensor.bytes, std::as_writable_bytes(std::span(values.values)).begin());
        state.push_back(std::move(values));
    }
    return state;
}

std::string trainingJson(const Checkpoint& checkpoint) {
    nlohmann::ordered_json json;
    json["settings"] = nlohmann::ordered_json::parse(toJson(checkpoint.settings));
    json["step"] = checkpoint.progress.stepsDone();
    json["steps_per_epoch"] = checkpoint.stepsPerEpoch;
    json["elapsed_seconds"] = checkpoint.progress.elapsedSeconds;
    json["data_sha256"] = checkpoint.dataFingerprint;
    return json.dump();
}

void readTraining(Checkpoint& checkpoint, const SafetensorsFile& file) {
    const auto training = nlohmann::json::parse(file.metadata.at("training"));
    checkpoint.settings = trainingSettingsFromJson(training.at("settings").dump());
    if (checkpoint.settings.model != checkpoint.model.weights->configuration)
        throw Error("the settings describe another model than the weights");
    checkpoint.stepsPerEpoch = training.at("steps_per_epoch").get<std::int64_t>();
    checkpoint.progress = readProgress(file, training);
    checkpoint.dataFingerprint = training.at("data_sha256").get<std::string>();
    checkpoint.optimizerState = readOptimizerState(file);
}

std::filesystem::path siblingPath(std::filesystem::path path, const char* kind) {
    return path.replace_extension(kind + path.extension().string());
}

} // namespace

std::filesystem::path previousCheckpointPath(const std::filesystem::path& path) {
    return siblingPath(path, ".previous");
}

std::filesystem::path bestCheckpointPath(const std::filesystem::path& path) {
    return siblingPath(path, ".best");
}

Checkpoint makeCheckpoint(Trainer& trainer, const TrainingData& data) {
    trainer.abandonUnfinished();
    const TrainingSettings& settings = trainer.settings();
    return {{trainer.model().snapshot(),
             {settings.standardization, settings.data.sequenceLength},
             data.vocabulary},
            settings,
            trainer.progress(),
            trainer.stepsPerEpoch(),
            trainer.model().optimizerState(),
            data.fingerprint};
}

void saveCheckpoint(const std::filesystem::path& path, const Checkpoint& checkpoint,
                    const std::filesystem::path& previous) {
    const std::string vocabulary = vocabularyToBytes(checkpoint.model.vocabulary);
    const auto steps = stepTable(checkpoint.progress);
    const auto validations = validationTable(checkpoint.progress);
    auto metadata = modelMetadata(checkpoint.model);
    metadata["training"] = trainingJson(checkpoint);
    auto tensors = modelTensors(checkpoint.model, vocabulary);
    for (const auto& state : checkpoint.optimizerState)
        tensors.push_back({optimizerPrefix + state.name, TensorType::float32, state.shape,
                           std::as_bytes(std::span(state.values))});
    tensors.push_back(tableView(stepsName, steps, stepColumns));
    tensors.push_back(tableView(validationsName, validations, validationColumns));
    writeSafetensors(path, metadata, tensors, previous);
}

Checkpoint loadCheckpoint(const std::filesystem::path& path) {
    SafetensorsFile file = readSafetensors(path);
    Checkpoint checkpoint;
    checkpoint.model = modelFromFile(file, path, trainingStatePrefixes);
    if (!file.metadata.contains("training"))
        throw Error(fmt::format("{}: a model without its training state, which can't be resumed. "
                                "Checkpoints end in .tempera",
                                path.string()));
    try {
        readTraining(checkpoint, file);
    } catch (const nlohmann::json::exception& error) {
        throw Error(
            fmt::format("{}: the training state is unreadable: {}", path.string(), error.what()));
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", path.string(), error.what()));
    }
    return checkpoint;
}

bool isCheckpointPath(const std::filesystem::path& path) {
    return path.extension() == ".tempera";
}

} // namespace tempera
