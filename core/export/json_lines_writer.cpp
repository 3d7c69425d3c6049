// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/json_number.h"
#include "core/export/recipe.h"
#include "core/export/text_writers.h"

namespace tempera {

using nlohmann::ordered_json;

namespace {

ordered_json toJson(const GeneratedToken& token, const Vocabulary& vocabulary) {
    return {{"id", token.id},
            {"token", vocabulary.displayWord(token.id)},
            {"probability", token.probability},
            {"logprob", jsonNumber(token.logProbability)},
            {"rank", token.rank},
            {"entropy_bits", token.entropyBits}};
}

} // namespace

std::string toJsonLine(const GeneratedText& text, const Vocabulary& vocabulary) {
    ordered_json tokens = ordered_json::array();
    for (const GeneratedToken& token : text.tokens)
        tokens.push_back(toJson(token, vocabulary));
    ordered_json line{{"prompt", text.prompt}, {"text", text.text}};
    line.update(recipeJson(text));
    line["tokens"] = std::move(tokens);
    return toLine(line) + "\n";
}

} // namespace tempera
