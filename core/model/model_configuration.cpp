// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_configuration.h"

#include "core/system/error.h"

#include <array>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <numeric>

namespace tempera {

namespace {

struct ArchitectureName {
    Architecture architecture;
    std::string_view name;
};
constexpr std::array architectureNames{ArchitectureName{Architecture::book, "book"},
                                       ArchitectureName{Architecture::gpt, "gpt"}};

constexpr std::string_view modelPath = "model.";

/// An integer field: its path in the training settings, its place, and the range that a file may
/// ask for.
struct IntegerField {
    const char* path;
    std::int64_t ModelConfiguration::*member;
    std::int64_t minimum;
    std::int64_t maximum;

    /// Its name in the `config` of files.
    const char* name() const { return path + modelPath.size(); }
};
constexpr std::array integerFields{
    IntegerField{"model.vocabulary_size", &ModelConfiguration::vocabularySize, 3, 1'000'000},
    IntegerField{"model.context_length", &ModelConfiguration::contextLength, 2, 8'192},
    IntegerField{"model.embedding_width", &ModelConfiguration::embeddingWidth, 1, 8'192},
    IntegerField{"model.head_count", &ModelConfiguration::headCount, 1, 128},
    IntegerField{"model.head_width", &ModelConfiguration::headWidth, 1, 8'192},
    IntegerField{"model.hidden_width", &ModelConfiguration::hiddenWidth, 1, 32'768},
    IntegerField{"model.layer_count", &ModelConfiguration::layerCount, 1, 96},
};

void addLinear(std::vector<TensorShape>& shapes, const std::string& name, std::int64_t out,
               std::int64_t in) {
    shapes.push_back({name + ".weight", {out, in}});
    shapes.push_back({name + ".bias", {out}});
}

void addLayerNorm(std::vector<TensorShape>& shapes, const std::string& name, std::int64_t width) {
    shapes.push_back({name + ".weight", {width}});
    shapes.push_back({name + ".bias", {width}});
}

void addAttention(std::vector<TensorShape>& shapes, const std::string& name,
                  const ModelConfiguration& configuration) {
    const std::int64_t heads = configuration.headCount * configuration.headWidth;
    for (const char* part : {".query", ".key", ".value"})
        addLinear(shapes, name + part, heads, configuration.embeddingWidth);
    addLinear(shapes, name + ".output", configuration.embeddingWidth, heads);
}

void addFeedForward(std::vector<TensorShape>& shapes, const std::string& name,
                    const ModelConfiguration& configuration) {
    addLinear(shapes, name + ".hidden", configuration.hiddenWidth, configuration.embeddingWidth);
    addLinear(shapes, name + ".output", configuration.embeddingWidth, configuration.hiddenWidth);
}

void addBookBlock(std::vector<TensorShape>& shapes, const std::string& block,
                  const ModelConfiguration& configuration) {
    const std::int64_t width = configuration.embeddingWidth;
    addAttention(shapes, block + "self_attention", configuration);
    addLayerNorm(shapes, block + "self_attention_norm", width);
    addAttention(shapes, block + "input_attention", configuration);
    addLayerNorm(shapes, block + "input_attention_norm", width);
    addFeedForward(shapes, block + "feed_forward", configuration);
    addLayerNorm(shapes, block + "feed_forward_norm", width);
}

void addGptBlock(std::vector<TensorShape>& shapes, const std::string& block,
                 const ModelConfiguration& configuration) {
    const std::int64_t width = configuration.embeddingWidth;
    addLayerNorm(shapes, block + "self_attention_norm", width);
    addAttention(shapes, block + "self_attention", configuration);
    addLayerNorm(shapes, block + "feed_forward_norm", width);
    addFeedForward(shapes, block + "feed_forward", configuration);
}

template <typename T>
T required(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        throw Error(std::string("config: '") + key + "' is missing");
    try {
        return found->get<T>();
    } catch (const nlohmann::json::exception&) {
        throw Error(std::string("config: '") + key + "' has the wrong type");
    }
}

std::int64_t requiredInteger(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    if (found != object.end() && !found->is_number_integer())
        throw Error(std::string("config: '") + key + "' must be a whole number");
    return required<std::int64_t>(object, key);
}

} // namespace

std::string_view architectureName(Architecture architecture) {
    for (const auto& entry : architectureNames)
        if (entry.architecture == architecture)
            return entry.name;
    throw Error("unknown architecture");
}

Architecture parseArchitecture(std::string_view name) {
    for (const auto& entry : architectureNames)
        if (entry.name == name)
            return entry.architecture;
    throw SettingError("unknown architecture '" + std::string(name) + "': choose book or gpt");
}

ModelConfiguration bookConfiguration() {
    return {};
}

ModelConfiguration gptConfiguration() {
    ModelConfiguration configuration;
    configuration.architecture = Architecture::gpt;
    // Narrow and deep: of what was tried it learns the most per minute (ARCHITECTURE.md).
    configuration.embeddingWidth = 128;
    configuration.headCount = 4;
    configuration.headWidth = 32;
    configuration.hiddenWidth = 512;
    configuration.layerCount = 4;
    configuration.layerNormEpsilon = 1e-5;
    configuration.tiedEmbeddings = true;
    return configuration;
}

std::vector<SettingProblem> settingProblems(const ModelConfiguration& configuration) {
    std::vector<SettingProblem> problems;
    for (const auto& field : integerFields) {
        const std::int64_t value = configuration.*field.member;
        if (value < field.minimum || value > field.maximum)
            problems.push_back({field.path, std::string(field.name()) + " is " +
                                                std::to_string(value) + "; it must be between " +
                                                std::to_string(field.minimum) + " and " +
                                                std::to_string(field.maximum)});
    }
    if (!(configuration.dropout >= 0.0 && configuration.dropout < 1.0))
        problems.push_back({"model.dropout", "dropout must be at least 0 and below 1"});
    if (!(configuration.layerNormEpsilon > 0.0 && configuration.layerNormEpsilon <= 1.0))
        problems.push_back(
            {"model.layer_norm_epsilon", "layer_norm_epsilon must be above 0 and at most 1"});
    if (configuration.architecture == Architecture::gpt)
        return problems;
    if (configuration.tiedEmbeddings)
        problems.push_back({"model.tied_embeddings",
                            "the book architecture has an output layer of its own: tied "
                            "embeddings need the gpt architecture"});
    if (configuration.dropout > 0.0)
        problems.push_back({"model.dropout", "the book architecture has no dropout: it needs gpt"});
    return problems;
}

void validate(const ModelConfiguration& configuration) {
    throwFirst(settingProblems(configuration));
}

std::vector<TensorShape> tensorShapes(const ModelConfiguration& configuration) {
    const std::int64_t vocabulary = configuration.vocabularySize;
    const std::int64_t width = configuration.embeddingWidth;
    const bool gpt = configuration.architecture == Architecture::gpt;
    std::vector<TensorShape> shapes;
    shapes.push_back({"token_embedding.weight", {vocabulary, width}});
    shapes.push_back({"position_embedding.weight", {configuration.contextLength, width}});
    for (std::int64_t layer = 0; layer < configuration.layerCount; ++layer) {
        const std::string block = "decoder." + std::to_string(layer) + ".";
        (gpt ? addGptBlock : addBookBlock)(shapes, block, configuration);
    }
    if (gpt)
        addLayerNorm(shapes, "final_norm", width);
    if (!configuration.tiedEmbeddings)
        addLinear(shapes, "output", vocabulary, width);
    return shapes;
}

std::int64_t elementCount(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>{});
}

std::int64_t parameterCount(const ModelConfiguration& configuration) {
    std::int64_t count = 0;
    for (const auto& tensor : tensorShapes(configuration))
        count += elementCount(tensor.shape);
    return count;
}

std::string toJson(const ModelConfiguration& configuration) {
    nlohmann::ordered_json object;
    object["architecture"] = architectureName(configuration.architecture);
    for (const auto& field : integerFields)
        object[field.name()] = configuration.*field.member;
    object["dropout"] = configuration.dropout;
    object["layer_norm_epsilon"] = configuration.layerNormEpsilon;
    object["tied_embeddings"] = configuration.tiedEmbeddings;
    return object.dump();
}

ModelConfiguration modelConfigurationFromJson(std::string_view json) {
    const auto object = nlohmann::json::parse(json, nullptr, false);
    if (!object.is_object())
        throw Error("config: not a JSON object");
    ModelConfiguration configuration;
    try {
        configuration.architecture =
            parseArchitecture(required<std::string>(object, "architecture"));
        for (const auto& field : integerFields)
            configuration.*field.member = requiredInteger(object, field.name());
        configuration.dropout = required<double>(object, "dropout");
        configuration.layerNormEpsilon = required<double>(object, "layer_norm_epsilon");
        configuration.tiedEmbeddings = required<bool>(object, "tied_embeddings");
        validate(configuration);
    } catch (const SettingError& error) {
        // In a file it is the file that is wrong, not a setting of the person who opens it.
        throw Error(std::string("config: ") + error.what());
    }
    return configuration;
}

} // namespace tempera
