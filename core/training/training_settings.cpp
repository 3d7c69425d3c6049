// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_settings.h"

#include "core/system/error.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>
#include <type_traits>

namespace tempera {

namespace {

using Json = nlohmann::ordered_json;

/// get_to() alone would cut off a fraction and wrap a negative seed around.
template <typename T>
void readWhole(const Json& json, T& number) {
    const bool fits = std::is_signed_v<T> ? json.is_number_integer() : json.is_number_unsigned();
    if (!fits)
        throw Error(fmt::format("the training settings are unreadable: {} stands where a whole "
                                "number is expected",
                                json.dump()));
    json.get_to(number);
}

Json dataToJson(const DatasetSettings& data) {
    return {{"vocabulary_size", data.vocabularySize},
            {"minimum_frequency", data.minimumFrequency},
            {"sequence_length", data.sequenceLength},
            {"long_documents", longDocumentsName(data.longDocuments)},
            {"validation_fraction", data.validationFraction},
            {"seed", data.seed}};
}

DatasetSettings dataFromJson(const Json& json) {
    DatasetSettings data;
    readWhole(json.at("vocabulary_size"), data.vocabularySize);
    readWhole(json.at("minimum_frequency"), data.minimumFrequency);
    readWhole(json.at("sequence_length"), data.sequenceLength);
    data.longDocuments = parseLongDocuments(json.at("long_documents").get<std::string>());
    json.at("validation_fraction").get_to(data.validationFraction);
    readWhole(json.at("seed"), data.seed);
    return data;
}

Json optimizerToJson(const OptimizerSettings& optimizer) {
    return {{"kind", optimizerName(optimizer.kind)},
            {"rho", optimizer.rho},
            {"beta1", optimizer.beta1},
            {"beta2", optimizer.beta2},
            {"epsilon", optimizer.epsilon},
            {"weight_decay", optimizer.weightDecay},
            {"clip_norm", optimizer.clipNorm}};
}

OptimizerSettings optimizerFromJson(const Json& json) {
    OptimizerSettings optimizer;
    optimizer.kind = parseOptimizer(json.at("kind").get<std::string>());
    json.at("rho").get_to(optimizer.rho);
    json.at("beta1").get_to(optimizer.beta1);
    json.at("beta2").get_to(optimizer.beta2);
    json.at("epsilon").get_to(optimizer.epsilon);
    json.at("weight_decay").get_to(optimizer.weightDecay);
    json.at("clip_norm").get_to(optimizer.clipNorm);
    return optimizer;
}

Json scheduleToJson(const ScheduleSettings& schedule) {
    return {{"kind", scheduleName(schedule.kind)},
            {"learning_rate", schedule.learningRate},
            {"warmup_steps", schedule.warmupSteps},
            {"final_fraction", schedule.finalFraction}};
}

ScheduleSettings scheduleFromJson(const Json& json) {
    ScheduleSettings schedule;
    schedule.kind = parseSchedule(json.at("kind").get<std::string>());
    json.at("learning_rate").get_to(schedule.learningRate);
    readWhole(json.at("warmup_steps"), schedule.warmupSteps);
    json.at("final_fraction").get_to(schedule.finalFraction);
    return schedule;
}

/// A limit that is not set is null.
template <typename T>
Json limitToJson(const std::optional<T>& limit) {
    return limit ? Json(*limit) : Json(nullptr);
}

template <typename T>
std::optional<T> limitFromJson(const Json& json) {
    if (json.is_null())
        return std::nullopt;
    T number{};
    if constexpr (std::is_integral_v<T>)
        readWhole(json, number);
    else
        json.get_to(number);
    return number;
}

using Problems = std::vector<SettingProblem>;

template <typename T>
void requirePositive(Problems& problems, const std::optional<T>& limit, std::string_view field,
                     const char* name) {
    // Infinity is no limit, and JSON has no name for it.
    if (limit && !(*limit > T{0} && std::isfinite(static_cast<double>(*limit))))
        problems.push_back(
            {field,
             fmt::format("the limit of {} is {}; it must be above 0 and finite", name, *limit)});
}

void requireSequences(Problems& problems, std::int64_t count, std::string_view field,
                      const char* name) {
    if (count < 1 || count > 65'536)
        problems.push_back({field, fmt::format("the {} size is {}; it must be between 1 and 65,536",
                                               name, count)});
}

} // namespace

TrainingSettings bookTrainingSettings() {
    TrainingSettings settings;
    settings.model = bookConfiguration();
    return settings;
}

TrainingSettings gptTrainingSettings() {
    TrainingSettings settings;
    settings.model = gptConfiguration();
    settings.data.longDocuments = LongDocuments::windows;
    settings.optimizer.kind = OptimizerKind::adamw;
    settings.optimizer.epsilon = 1e-8;
    settings.optimizer.weightDecay = 0.1;
    settings.optimizer.clipNorm = 1.0;
    settings.schedule.kind = ScheduleKind::cosine;
    settings.schedule.learningRate = 3e-3;
    settings.schedule.warmupSteps = 200;
    settings.schedule.finalFraction = 0.02;
    settings.limits.epochs = 1; // a cosine needs an end
    settings.batchSize = 16;
    return settings;
}

TrainingSettings smallTrainingSettings() {
    TrainingSettings settings = gptTrainingSettings();
    settings.model.layerCount = 2;
    settings.data.sequenceLength = settings.model.contextLength = 80;
    settings.data.validationFraction = 0.05;
    // Many small steps learn more from so little text than a few large ones.
    settings.batchSize = 8;
    settings.schedule.warmupSteps = 50;
    settings.schedule.finalFraction = 0.1;
    settings.limits = {};
    settings.limits.steps = 1'500;
    return settings;
}

std::vector<SettingProblem> settingProblems(const TrainingSettings& settings) {
    Problems problems;
    const auto add = [&problems](const Problems& more) {
        problems.insert(problems.end(), more.begin(), more.end());
    };
    add(settingProblems(settings.data)); // before the model, whose vocabulary and context follow it
    add(settingProblems(settings.model));
    add(settingProblems(settings.optimizer));
    add(settingProblems(settings.schedule));
    requirePositive(problems, settings.limits.steps, "limits.steps", "steps");
    requirePositive(problems, settings.limits.epochs, "limits.epochs", "epochs");
    requirePositive(problems, settings.limits.minutes, "limits.minutes", "minutes");
    requireSequences(problems, settings.batchSize, "batch_size", "batch");
    requireSequences(problems, settings.sliceSize, "slice_size", "slice");
    if (settings.validateEvery < 0)
        problems.push_back(
            {"validate_every", fmt::format("validation every {} steps: it must be 0 (at the end of "
                                           "each epoch only) or more",
                                           settings.validateEvery)});
    return problems;
}

void validate(const TrainingSettings& settings) {
    throwFirst(settingProblems(settings));
}

std::string toJson(const TrainingSettings& settings) {
    Json json;
    json["model"] = Json::parse(toJson(settings.model));
    json["standardization"] = standardizationName(settings.standardization);
    json["data"] = dataToJson(settings.data);
    json["optimizer"] = optimizerToJson(settings.optimizer);
    json["schedule"] = scheduleToJson(settings.schedule);
    json["limits"] = {{"steps", limitToJson(settings.limits.steps)},
                      {"epochs", limitToJson(settings.limits.epochs)},
                      {"minutes", limitToJson(settings.limits.minutes)}};
    json["batch_size"] = settings.batchSize;
    json["slice_size"] = settings.sliceSize;
    json["validate_every"] = settings.validateEvery;
    json["seed"] = settings.seed;
    return json.dump();
}

TrainingSettings trainingSettingsFromJson(std::string_view text) {
    TrainingSettings settings;
    try {
        const auto json = Json::parse(text);
        settings.model = modelConfigurationFromJson(json.at("model").dump());
        settings.standardization =
            parseStandardization(json.at("standardization").get<std::string>());
        settings.data = dataFromJson(json.at("data"));
        settings.optimizer = optimizerFromJson(json.at("optimizer"));
        settings.schedule = scheduleFromJson(json.at("schedule"));
        const auto& limits = json.at("limits");
        settings.limits.steps = limitFromJson<std::int64_t>(limits.at("steps"));
        settings.limits.epochs = limitFromJson<std::int64_t>(limits.at("epochs"));
        settings.limits.minutes = limitFromJson<double>(limits.at("minutes"));
        readWhole(json.at("batch_size"), settings.batchSize);
        readWhole(json.at("slice_size"), settings.sliceSize);
        readWhole(json.at("validate_every"), settings.validateEvery);
        readWhole(json.at("seed"), settings.seed);
        validate(settings);
    } catch (const nlohmann::json::exception& error) {
        throw Error(fmt::format("the training settings are unreadable: {}", error.what()));
    } catch (const SettingError& error) {
        throw Error(fmt::format("the training settings are unusable: {}", error.what()));
    }
    return settings;
}

} // namespace tempera
