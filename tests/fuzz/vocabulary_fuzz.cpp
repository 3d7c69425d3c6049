// SPDX-License-Identifier: GPL-3.0-or-later
// A model file's vocabulary. The first byte says whether tokens are characters.
#include "core/model/vocabulary_bytes.h"
#include "fuzz/fuzz_target.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    const Standardization standardization =
        takeChoice(input, 2) == 0 ? Standardization::book : Standardization::characters;
    const Vocabulary vocabulary = vocabularyFromBytes(input, standardization);
    require(vocabularyToBytes(vocabulary) == input, "a vocabulary is written as it was read");
}

std::vector<std::string> seeds() {
    const std::string words("\0", 1);
    return {words + "\n[UNK]", words + "\n[UNK]\nthis\nmovie\n\u7535\u5F71",
            "\x01\n[UNK]\na\n\\n\nb"};
}

} // namespace tempera::fuzz
