// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_file.h"
#include "core/model/model_file_parts.h"
#include "core/model/safetensors_frame.h"
#include "core/system/error.h"
#include "core/system/quote.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace tempera {

namespace {

/// Far longer than `config` and `tokenizer` are; a JSON document takes many times its text's size.
constexpr std::size_t longestMetadataText = 65'536;

const std::string& requiredMetadata(const SafetensorsFile& file, const char* key) {
    const auto found = file.metadata.find(key);
    if (found == file.metadata.end())
        throw Error(std::string("its metadata have no '") + key +
                    "': the file is damaged or was changed by another program");
    if (found->second.size() > longestMetadataText)
        throw Error(std::string("its metadata '") + key + "' is impossibly long");
    return found->second;
}

void checkVersion(const std::string& text) {
    int version = 0;
    const char* const end = text.data() + text.size();
    const auto [parsed, failure] = std::from_chars(text.data(), end, version);
    if (failure != std::errc() || parsed != end || version < 1)
        throw Error("its format_version is " + inQuotes(text) + ", which is not a version");
    if (version > modelFormatVersion)
        throw Error("it was written by a newer Tempera (format version " + text +
                    "; this one reads up to " + std::to_string(modelFormatVersion) +
                    "): update Tempera to open it");
}

/// The checksum was compared when the file was read; another writer may leave it out. A file of
/// ours without one had it: its key was damaged.
void requireChecksumOfOurs(const SafetensorsFile& file) {
    const auto application = file.metadata.find("application");
    if (application != file.metadata.end() && application->second.starts_with("Tempera"))
        requiredMetadata(file, "sha256");
}

void checkFormat(const SafetensorsFile& file) {
    const auto format = file.metadata.find("format");
    if (format == file.metadata.end() || format->second != modelFormat)
        throw Error("it is a safetensors file, but not one of Tempera's: its metadata lack the "
                    "format '" +
                    std::string(modelFormat) + "'");
    checkVersion(requiredMetadata(file, "format_version"));
    requireChecksumOfOurs(file);
}

TokenizerConfiguration tokenizerFromJson(const std::string& json) {
    TokenizerConfiguration tokenizer;
    try {
        const auto object = nlohmann::json::parse(json);
        if (!object.at("sequence_length").is_number_integer())
            throw Error("'sequence_length' must be a whole number");
        tokenizer.sequenceLength = object["sequence_length"].get<std::int64_t>();
        tokenizer.standardization =
            parseStandardization(object.at("standardization").get<std::string>());
    } catch (const nlohmann::json::exception&) {
        throw Error("tokenizer: it must be JSON with the text 'standardization' and the whole "
                    "number 'sequence_length'");
    } catch (const Error& error) {
        throw Error(std::string("tokenizer: ") + error.what());
    }
    return tokenizer;
}

/// Refuses every tensor that a model of this configuration has no use for.
void checkNames(const SafetensorsFile& file, const std::vector<TensorShape>& expected,
                const std::vector<std::string>& otherPrefixes) {
    std::unordered_set<std::string_view> names = {vocabularyTensorName};
    for (const TensorShape& tensor : expected)
        names.insert(tensor.name);
    for (const StoredTensor& tensor : file.tensors) {
        const auto hasPrefix = [&](const std::string& prefix) {
            return tensor.name.starts_with(prefix);
        };
        if (!names.contains(tensor.name) && std::ranges::none_of(otherPrefixes, hasPrefix))
            throw Error("tensor " + inQuotes(tensor.name) +
                        " does not belong to a model of this configuration");
    }
}

/// Throws Error unless there is a tensor of each name, in the type and shape that are expected.
void checkShapes(const SafetensorsFile& file, const std::vector<TensorShape>& expected) {
    std::unordered_map<std::string_view, const StoredTensor*> byName;
    for (const StoredTensor& tensor : file.tensors)
        byName.emplace(tensor.name, &tensor);
    for (const TensorShape& tensor : expected) {
        const auto found = byName.find(tensor.name);
        if (found == byName.end())
            throw Error("tensor " + inQuotes(tensor.name) + " is missing");
        const StoredTensor& stored = *found->second;
        if (stored.type != TensorType::float32 || stored.shape != tensor.shape)
            throw Error("tensor " + inQuotes(stored.name) +
                        " has not the type (F32) and shape that the configuration asks for");
    }
}

std::unordered_map<std::string_view, StoredTensor*> tensorsByName(SafetensorsFile& file) {
    std::unordered_map<std::string_view, StoredTensor*> byName;
    for (StoredTensor& tensor : file.tensors)
        byName.emplace(tensor.name, &tensor);
    return byName;
}

NamedTensor takeWeights(StoredTensor& stored) {
    // Only what the shape asks for is allocated: the bytes were checked against type and shape.
    NamedTensor tensor{stored.name, stored.shape, {}};
    tensor.values.resize(stored.bytes.size() / sizeof(float));
    if (!stored.bytes.empty())
        std::memcpy(tensor.values.data(), stored.bytes.data(), stored.bytes.size());
    stored.bytes = {};
    return tensor;
}

const StoredTensor& vocabularyTensor(const SafetensorsFile& file) {
    const StoredTensor* const stored = file.find(vocabularyTensorName);
    if (stored == nullptr)
        throw Error("it has no tensor 'vocabulary'");
    if (stored->type != TensorType::uint8 || stored->shape.size() != 1)
        throw Error("tensor 'vocabulary' must be a list of bytes (U8)");
    return *stored;
}

Vocabulary readVocabulary(const StoredTensor& stored, const LanguageModelFile& model) {
    const std::string_view bytes(reinterpret_cast<const char*>(stored.bytes.data()),
                                 stored.bytes.size());
    // Counted first: a word takes a hundred times the memory of its shortest line.
    const auto lines = static_cast<std::size_t>(std::ranges::count(bytes, '\n')) + 1;
    checkVocabularySize(lines, model.weights->configuration);
    return vocabularyFromBytes(bytes, model.tokenizer.standardization);
}

ModelWeights takeAllWeights(SafetensorsFile& file, const ModelConfiguration& configuration) {
    const auto stored = tensorsByName(file);
    ModelWeights weights{configuration, {}};
    for (const TensorShape& shape : tensorShapes(configuration))
        weights.tensors.push_back(takeWeights(*stored.at(shape.name)));
    validate(weights);
    return weights;
}

/// What a model file says of itself, checked against its list of tensors.
struct ModelHeader {
    ModelConfiguration configuration;
    TokenizerConfiguration tokenizer;
};

ModelHeader readModelHeader(const SafetensorsFile& file,
                            const std::vector<std::string>& otherPrefixes) {
    checkFormat(file);
    ModelHeader header;
    header.configuration = modelConfigurationFromJson(requiredMetadata(file, "config"));
    header.tokenizer = tokenizerFromJson(requiredMetadata(file, "tokenizer"));
    checkTokenizer(header.tokenizer, header.configuration);
    const std::vector<TensorShape> expected = tensorShapes(header.configuration);
    checkNames(file, expected, otherPrefixes);
    checkShapes(file, expected);
    vocabularyTensor(file);
    return header;
}

LanguageModelFile takeModel(SafetensorsFile& file, const std::vector<std::string>& otherPrefixes) {
    const ModelHeader header = readModelHeader(file, otherPrefixes);
    LanguageModelFile model;
    model.tokenizer = header.tokenizer;
    model.weights =
        std::make_shared<const ModelWeights>(takeAllWeights(file, header.configuration));
    model.vocabulary = readVocabulary(vocabularyTensor(file), model);
    return model;
}

} // namespace

LanguageModelFile modelFromFile(SafetensorsFile& file, const std::filesystem::path& path,
                                const std::vector<std::string>& otherPrefixes) {
    try {
        return takeModel(file, otherPrefixes);
    } catch (const Error& error) {
        throw Error(inFile(path, error.what()));
    }
}

ModelConfiguration checkModelHeader(const SafetensorsFile& file, const std::filesystem::path& path,
                                    const std::vector<std::string>& otherPrefixes) {
    try {
        return readModelHeader(file, otherPrefixes).configuration;
    } catch (const Error& error) {
        throw Error(inFile(path, error.what()));
    }
}

} // namespace tempera
