// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_file.h"

#include "core/model/model_file_parts.h"
#include "core/system/error.h"

#include <nlohmann/json.hpp>
#include <span>

namespace tempera {

namespace {

std::string toJson(const TokenizerConfiguration& tokenizer) {
    nlohmann::ordered_json object;
    object["standardization"] = standardizationName(tokenizer.standardization);
    object["sequence_length"] = tokenizer.sequenceLength;
    return object.dump();
}

/// What is written can be read: the same rules as in modelFromFile.
void checkParts(const LanguageModelFile& model, const std::string& vocabularyBytes) {
    validate(*model.weights);
    checkTokenizer(model.tokenizer, model.weights->configuration);
    checkVocabularySize(model.vocabulary.size(), model.weights->configuration);
    const Vocabulary read = vocabularyFromBytes(vocabularyBytes, model.tokenizer.standardization);
    if (read.words() != model.vocabulary.words())
        throw Error("a word of the vocabulary holds a line break, which the file could not tell "
                    "from the end of the word");
}

} // namespace

std::map<std::string, std::string> modelMetadata(const LanguageModelFile& model) {
    return {{"format", std::string(modelFormat)},
            {"format_version", std::to_string(modelFormatVersion)},
            {"application", "Tempera " TEMPERA_VERSION},
            {"config", toJson(model.weights->configuration)},
            {"tokenizer", toJson(model.tokenizer)}};
}

std::vector<TensorView> modelTensors(const LanguageModelFile& model,
                                     const std::string& vocabularyBytes) {
    checkParts(model, vocabularyBytes);
    std::vector<TensorView> views;
    for (const NamedTensor& tensor : model.weights->tensors)
        views.push_back({tensor.name, TensorType::float32, tensor.shape,
                         std::as_bytes(std::span(tensor.values))});
    views.push_back({std::string(vocabularyTensorName),
                     TensorType::uint8,
                     {static_cast<std::int64_t>(vocabularyBytes.size())},
                     std::as_bytes(std::span(vocabularyBytes))});
    return views;
}

void saveModel(const std::filesystem::path& path, const LanguageModelFile& model) {
    const std::string vocabularyBytes = vocabularyToBytes(model.vocabulary);
    writeSafetensors(path, modelMetadata(model), modelTensors(model, vocabularyBytes));
}

LanguageModelFile loadModel(const std::filesystem::path& path) {
    SafetensorsFile file = readSafetensors(path);
    return modelFromFile(file, path, trainingStatePrefixes);
}

LanguageModelFile loadModel(std::span<const std::byte> bytes, const std::filesystem::path& name) {
    SafetensorsFile file = readSafetensors(bytes, name);
    return modelFromFile(file, name, trainingStatePrefixes);
}

} // namespace tempera
