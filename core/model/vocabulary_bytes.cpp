// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/vocabulary_bytes.h"

#include "core/system/error.h"
#include "core/text/token.h"
#include "core/text/utf8.h"

#include <utility>
#include <vector>

namespace tempera {

namespace {

constexpr std::string_view newline = "\n";
constexpr std::string_view escapedNewline = "\\n";

std::vector<std::string> splitLines(std::string_view bytes) {
    std::vector<std::string> lines;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
         end = bytes.find('\n')) {
        lines.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(end + 1);
    }
    lines.emplace_back(bytes);
    return lines;
}

} // namespace

std::string vocabularyToBytes(const Vocabulary& vocabulary) {
    std::string bytes;
    for (const std::string& word : vocabulary.words()) {
        if (&word != &vocabulary.words().front())
            bytes += newline;
        bytes += word == newline ? escapedNewline : std::string_view(word);
    }
    return bytes;
}

Vocabulary vocabularyFromBytes(std::string_view bytes, Standardization standardization) {
    if (!isValidUtf8(bytes))
        throw Error("the vocabulary is not valid UTF-8");
    std::vector<std::string> words = splitLines(bytes);
    if (words.size() < firstWordToken || words[paddingToken] != "" ||
        words[unknownToken] != "[UNK]")
        throw Error("the vocabulary does not begin with its two special words, an empty one and "
                    "[UNK]");
    words.erase(words.begin(), words.begin() + firstWordToken);
    if (standardization == Standardization::characters)
        for (std::string& word : words)
            if (word == escapedNewline)
                word = newline;
    return Vocabulary(std::move(words));
}

} // namespace tempera
