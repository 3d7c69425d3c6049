// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/builtin_corpus.h"

#include <algorithm>
#include <string_view>

// Defined by resources/embedded.S.in.
extern "C" const char tempera_builtin_corpus_begin[];
extern "C" const char tempera_builtin_corpus_end[];

namespace tempera {

TokenizedCorpus readBuiltinCorpus(Standardization standardization) {
    const std::string_view text(tempera_builtin_corpus_begin, tempera_builtin_corpus_end);
    const auto reader = [text](const std::function<void(const Document&)>& sink) {
        CorpusReadingSummary summary;
        summary.kind = "built-in synthetic reviews";
        summary.files = 1;
        summary.bytes = text.size();
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            sink({"built-in", text.substr(begin, end - begin)});
            ++summary.documents;
            begin = end + 1;
        }
        return summary;
    };
    return TokenizedCorpus::read(reader, standardization);
}

} // namespace tempera
