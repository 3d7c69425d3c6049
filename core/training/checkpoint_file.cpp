// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file.h"

#include "core/training/checkpoint_file_parts.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

namespace tempera {

namespace {

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

std::vector<NamedTensor> readOptimizerState(const SafetensorsFile& file) {
    std::vector<NamedTensor> state;
    for (const auto& tensor : file.tensors) {
        if (!tensor.name.starts_with(optimizerPrefix))
            continue;
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
    tensors.push_back(tableView(stepsTensorName, steps, stepColumns));
    tensors.push_back(tableView(validationsTensorName, validations, validationColumns));
    writeSafetensors(path, metadata, tensors, previous);
}

Checkpoint loadCheckpoint(const std::filesystem::path& path) {
    SafetensorsFile file = readSafetensors(path);
    Checkpoint checkpoint;
    checkpoint.model = modelFromFile(file, path, trainingStatePrefixes);
    CheckpointTraining training =
        trainingFromFile(file, path, checkpoint.model.weights->configuration);
    checkpoint.settings = std::move(training.history.settings);
    checkpoint.progress = std::move(training.history.progress);
    checkpoint.stepsPerEpoch = training.history.stepsPerEpoch;
    checkpoint.dataFingerprint = std::move(training.dataFingerprint);
    checkpoint.optimizerState = readOptimizerState(file);
    return checkpoint;
}

bool isCheckpointPath(const std::filesystem::path& path) {
    return path.extension() == ".tempera";
}

} // namespace tempera
