// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/checkpoint_file_parts.h"

#include "core/system/bounded_json.h"
#include "core/system/error.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <spdlog/fmt/fmt.h>
#include <vector>

namespace tempera {

namespace {

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
    const auto steps = readTable(file, stepsTensorName, stepColumns);
    for (std::size_t i = 0; i < steps.size(); i += stepColumns) {
        const auto step = static_cast<std::int64_t>(i / stepColumns) + 1;
        progress.steps.push_back({step, epochOf(step, stepsPerEpoch), steps[i], steps[i + 1],
                                  steps[i + 2], steps[i + 3]});
    }
    if (training.at("step").get<std::int64_t>() != progress.stepsDone())
        throw Error("the history has another number of steps than the run");
    const auto validations = readTable(file, validationsTensorName, validationColumns);
    for (std::size_t i = 0; i < validations.size(); i += validationColumns) {
        if (!(validations[i] >= 0.0 && validations[i] <= static_cast<double>(progress.stepsDone())))
            throw Error("the history has a validation at an impossible step");
        const auto step = static_cast<std::int64_t>(validations[i]);
        progress.validations.push_back({step, epochOf(step, stepsPerEpoch), validations[i + 1]});
    }
    return progress;
}

void checkOptimizerState(const SafetensorsFile& file) {
    for (const auto& tensor : file.tensors)
        if (tensor.name.starts_with(optimizerPrefix) && tensor.type != TensorType::float32)
            throw Error(fmt::format("'{}' is not of type F32", tensor.name));
}

CheckpointTraining readTraining(const SafetensorsFile& file, const ModelConfiguration& model) {
    const auto json = parseBoundedJson(file.metadata.at("training"));
    CheckpointTraining training;
    training.history.settings = trainingSettingsFromJson(json.at("settings").dump());
    if (training.history.settings.model != model)
        throw Error("the settings describe another model than the weights");
    training.history.stepsPerEpoch = json.at("steps_per_epoch").get<std::int64_t>();
    training.history.progress = readProgress(file, json);
    training.dataFingerprint = json.at("data_sha256").get<std::string>();
    checkOptimizerState(file);
    return training;
}

} // namespace

CheckpointTraining trainingFromFile(const SafetensorsFile& file, const std::filesystem::path& path,
                                    const ModelConfiguration& model) {
    if (!file.metadata.contains("training"))
        throw Error(fmt::format("{}: a model without its training state, which can't be resumed. "
                                "Checkpoints end in .tempera",
                                path.string()));
    try {
        return readTraining(file, model);
    } catch (const nlohmann::json::exception& error) {
        throw Error(
            fmt::format("{}: the training state is unreadable: {}", path.string(), error.what()));
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", path.string(), error.what()));
    }
}

} // namespace tempera
