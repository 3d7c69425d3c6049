// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_file.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace tempera {

/// A model that texts are generated with: immutable, shared by threads. Loading another one, or
/// training publishing newer weights, makes a new one, so a text under way keeps its own.
class LoadedModel {
public:
    /// `name` is what a person calls it (a file's name), `step` the training steps behind the
    /// weights, 0 where unknown.
    LoadedModel(LanguageModelFile file, std::string name, std::int64_t step = 0);

    const WeightSnapshot& weights() const { return file_.weights; }
    const TokenizerConfiguration& tokenizer() const { return file_.tokenizer; }
    const Vocabulary& vocabulary() const { return file_.vocabulary; }
    const LanguageModelFile& file() const { return file_; }
    const std::string& name() const { return name_; }
    std::int64_t step() const { return step_; }
    /// modelHash() of the model, computed at the first call (0.1 s for the book's network).
    const std::string& hash() const;

private:
    LanguageModelFile file_;
    std::string name_;
    std::int64_t step_;
    mutable std::once_flag hashOnce_;
    mutable std::string hash_;
};

using ModelHandle = std::shared_ptr<const LoadedModel>;

/// SHA-256, 64 hexadecimal digits, over configuration, tokenizer, vocabulary and weights: the same
/// for the same model in whatever file (`.safetensors` or `.tempera`) or none.
std::string modelHash(const LanguageModelFile& model);

} // namespace tempera
