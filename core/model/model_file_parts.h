// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_file.h"

#include <cstddef>
#include <string_view>

namespace tempera {

inline constexpr std::string_view vocabularyTensorName = "vocabulary";

/// The rules that writing and reading a model file share. Both throw Error.
void checkTokenizer(const TokenizerConfiguration& tokenizer, const ModelConfiguration& model);
void checkVocabularySize(std::size_t size, const ModelConfiguration& model);

} // namespace tempera
