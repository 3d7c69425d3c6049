// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/loaded_model.h"

#include "core/system/sha256.h"

#include <span>
#include <utility>

namespace tempera {

LoadedModel::LoadedModel(LanguageModelFile file, std::string name, std::int64_t step)
    : file_(std::move(file)), name_(std::move(name)), step_(step) {}

const std::string& LoadedModel::hash() const {
    std::call_once(hashOnce_, [this] { hash_ = modelHash(file_); });
    return hash_;
}

std::string modelHash(const LanguageModelFile& model) {
    Sha256 digest;
    // Every part ends in a newline, which JSON text and names don't hold.
    digest.update(toJson(model.weights->configuration) + "\n");
    digest.update(standardizationName(model.tokenizer.standardization));
    digest.update("\n" + std::to_string(model.tokenizer.sequenceLength) + "\n");
    digest.update(vocabularyToBytes(model.vocabulary) + "\n");
    for (const NamedTensor& tensor : model.weights->tensors)
        digest.update(std::as_bytes(std::span(tensor.values)));
    return digest.hexadecimalDigest();
}

} // namespace tempera
