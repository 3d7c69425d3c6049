// SPDX-License-Identifier: GPL-3.0-or-later
// Whole model files, as another writer makes them: without a checksum, which would refuse every
// change before anything else is looked at.
#include "core/model/model_file.h"
#include "core/model/safetensors_header.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/unsealed_file.h"
#include "support/small_model.h"

#include <memory>

namespace tempera::fuzz {

namespace {

LanguageModelFile modelOf(Architecture architecture, Standardization standardization) {
    const bool characters = standardization == Standardization::characters;
    return {std::make_shared<const ModelWeights>(smallWeights(smallConfiguration(architecture))),
            {standardization, 4},
            characters ? Vocabulary({"a", "\n", "b"}) : Vocabulary({"this", "movie", "is"})};
}

} // namespace

void fuzz(std::string_view input) {
    const LanguageModelFile model = loadModel(std::as_bytes(std::span(input)), "input");
    const std::string vocabulary = vocabularyToBytes(model.vocabulary);
    modelTensors(model, vocabulary); // what was read can be saved, or this throws
    modelMetadata(model);
}

std::vector<std::string> seeds() {
    std::vector<std::string> files;
    for (const Architecture architecture : {Architecture::book, Architecture::gpt})
        for (const Standardization standardization :
             {Standardization::book, Standardization::characters})
            files.push_back(unsealed([&](const std::filesystem::path& path) {
                saveModel(path, modelOf(architecture, standardization));
            }));
    return files;
}

} // namespace tempera::fuzz
