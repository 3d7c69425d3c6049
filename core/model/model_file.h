// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_weights.h"
#include "core/model/safetensors_file.h"
#include "core/model/vocabulary_bytes.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace tempera {

/// How text became the ids that a model was trained on. Written to files as `tokenizer`.
struct TokenizerConfiguration {
    Standardization standardization = Standardization::book;
    std::int64_t sequenceLength = 100; ///< tokens of a training sequence: inputs are one fewer

    bool operator==(const TokenizerConfiguration&) const = default;
};

/// All that generating text needs.
struct LanguageModelFile {
    WeightSnapshot weights;
    TokenizerConfiguration tokenizer;
    Vocabulary vocabulary;
};

/// The value of the metadata key `format`, and the version that this build writes and reads.
inline constexpr std::string_view modelFormat = "tempera-model";
inline constexpr int modelFormatVersion = 1;

/// The parts of a model file, for writers that add more to it (checkpoints). The views borrow from
/// `model` and `vocabularyBytes` (see vocabularyToBytes), which must outlive them. Throws Error
/// unless the weights are valid and the vocabulary fits them and can be read back from its bytes.
std::map<std::string, std::string> modelMetadata(const LanguageModelFile& model);
std::vector<TensorView> modelTensors(const LanguageModelFile& model,
                                     const std::string& vocabularyBytes);
/// Names of tensors that begin so are a checkpoint's training state.
inline const std::vector<std::string> trainingStatePrefixes = {"optimizer.", "training."};

/// Takes the model out of a file that was read: each weight's bytes are released as soon as its
/// values are copied. Tensors whose names begin with one of the `otherPrefixes` are left alone
/// (a checkpoint's optimizer state); any other extra tensor, a missing one, a wrong shape, a
/// non-finite weight, a vocabulary whose size is not the configuration's, or a file of
/// Tempera's own without its checksum throws Error. `path` is for the messages.
LanguageModelFile modelFromFile(SafetensorsFile& file, const std::filesystem::path& path,
                                const std::vector<std::string>& otherPrefixes);

/// Checks all that modelFromFile checks and that needs no tensor's bytes (readSafetensorsParts),
/// and returns the model's configuration. Throws Error.
ModelConfiguration checkModelHeader(const SafetensorsFile& file, const std::filesystem::path& path,
                                    const std::vector<std::string>& otherPrefixes);

/// Weights, configuration, tokenizer and vocabulary as one `.safetensors` file. Throws Error,
/// before anything is written, unless the parts fit each other (see modelTensors).
void saveModel(const std::filesystem::path& path, const LanguageModelFile& model);

/// Reads what saveModel wrote, and a checkpoint (its training state is passed over).
LanguageModelFile loadModel(const std::filesystem::path& path);
/// The same of a file that is in memory; `name` stands for its path in messages.
LanguageModelFile loadModel(std::span<const std::byte> bytes, const std::filesystem::path& name);

} // namespace tempera
