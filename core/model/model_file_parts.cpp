// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_file_parts.h"

#include "core/system/error.h"

#include <string>

namespace tempera {

void checkTokenizer(const TokenizerConfiguration& tokenizer, const ModelConfiguration& model) {
    // Inputs are one token fewer than the sequence, and each needs a position.
    const std::int64_t longest = model.contextLength + 1;
    if (tokenizer.sequenceLength < 2 || tokenizer.sequenceLength > longest)
        throw Error("tokenizer: the sequence length is " +
                    std::to_string(tokenizer.sequenceLength) + "; this model allows 2 to " +
                    std::to_string(longest));
}

void checkVocabularySize(std::size_t size, const ModelConfiguration& model) {
    if (size != static_cast<std::size_t>(model.vocabularySize))
        throw Error("the vocabulary has " + std::to_string(size) +
                    " words; the configuration asks for " + std::to_string(model.vocabularySize));
}

} // namespace tempera
