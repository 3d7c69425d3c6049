// SPDX-License-Identifier: GPL-3.0-or-later
// Text into tokens and back. The first byte chooses the tokenizer.
#include "core/text/codec.h"
#include "core/text/utf8.h"
#include "fuzz/fuzz_target.h"

#include <array>
#include <set>

namespace tempera::fuzz {

namespace {

constexpr std::array all = {Standardization::book, Standardization::unicode, Standardization::none,
                            Standardization::characters};

} // namespace

void fuzz(std::string_view input) {
    const Standardization standardization = all[takeChoice(input, all.size())];
    if (!isValidUtf8(input))
        return; // readers repair what isn't before anybody tokenizes it
    std::set<std::string> words;
    tokenize(input, standardization, [&words](std::string_view token) {
        require(!token.empty() && isValidUtf8(token), "tokens are text");
        words.emplace(token);
    });
    words.erase("[UNK]");
    const Vocabulary vocabulary(std::vector<std::string>(words.begin(), words.end()));
    const std::vector<TokenId> tokens = encode(input, standardization, vocabulary);
    const std::string text = decode(tokens, standardization, vocabulary);
    require(isValidUtf8(text), "decoded text is UTF-8");
    if (standardization == Standardization::none || standardization == Standardization::characters)
        require(encode(text, standardization, vocabulary) == tokens, "decoded text encodes alike");
}

std::vector<std::string> seeds() {
    std::vector<std::string> texts;
    for (char choice = 0; choice < 4; ++choice)
        for (const char* const text :
             {"This movie is great!<br /><br />I'd see it again, (really).",
              "\u0130stanbul STRASSE \u1E9E \u03A3\u03A3 \uFB01lm \u00A0\u3000 e\u0301",
              "\u8FD9\u90E8\u7535\u5F71\u5F88\u597D\u3002\n[UNK] \U0001F3AC\r\n\t"})
            texts.push_back(choice + std::string(text));
    return texts;
}

} // namespace tempera::fuzz
