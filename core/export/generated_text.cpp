// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/generated_text.h"

#include "core/export/json_number.h"
#include "core/system/error.h"

#include <nlohmann/json.hpp>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

/// A field with a comma, a quote or a line break is quoted, its quotes doubled (RFC 4180).
std::string csvField(std::string_view value) {
    if (value.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(value);
    std::string quoted = "\"";
    for (const char character : value)
        quoted.append(character == '"' ? 2 : 1, character);
    return quoted + "\"";
}

std::string toHeadedText(const GeneratedText& text) {
    return fmt::format("[{}, seed {}]\n{}\n\n", describe(text.chain), text.seed, text.text);
}

std::string toCsvRow(const GeneratedText& text) {
    return fmt::format("{},{},{},{},{},{}\r\n", text.seed, temperatureOf(text.chain),
                       csvField(describe(text.chain)), csvField(text.model), csvField(text.prompt),
                       csvField(text.text));
}

nlohmann::ordered_json toJson(const GeneratedToken& token, const Vocabulary& vocabulary) {
    return {{"id", token.id},
            {"token", vocabulary.displayWord(token.id)},
            {"probability", token.probability},
            {"logprob", token.logProbability},
            {"rank", token.rank},
            {"entropy_bits", token.entropyBits}};
}

std::string toJsonLine(const GeneratedText& text, const Vocabulary& vocabulary) {
    nlohmann::ordered_json samplers = nlohmann::ordered_json::array();
    for (const Sampler& sampler : text.chain)
        samplers.push_back(
            {{"sampler", samplerName(sampler.kind)}, {"value", jsonNumber(sampler.value)}});
    nlohmann::ordered_json tokens = nlohmann::ordered_json::array();
    for (const GeneratedToken& token : text.tokens)
        tokens.push_back(toJson(token, vocabulary));
    const nlohmann::ordered_json line{{"prompt", text.prompt},
                                      {"text", text.text},
                                      {"seed", text.seed},
                                      {"temperature", jsonNumber(temperatureOf(text.chain))},
                                      {"samplers", std::move(samplers)},
                                      {"model", text.model},
                                      {"tokens", std::move(tokens)}};
    // A file name need not be UTF-8, JSON must be.
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace

TextFormat parseTextFormat(std::string_view name) {
    if (name == "text")
        return TextFormat::text;
    if (name == "csv")
        return TextFormat::csv;
    if (name == "jsonl")
        return TextFormat::jsonl;
    throw SettingError(fmt::format("unknown format '{}': choose text, csv or jsonl", name));
}

std::string textsHeader(TextFormat format) {
    return format == TextFormat::csv ? "seed,temperature,samplers,model,prompt,text\r\n" : "";
}

std::string formatText(const GeneratedText& text, const Vocabulary& vocabulary, TextFormat format) {
    switch (format) {
    case TextFormat::text:
        return toHeadedText(text);
    case TextFormat::csv:
        return toCsvRow(text);
    case TextFormat::jsonl:
        return toJsonLine(text, vocabulary);
    }
    return {};
}

} // namespace tempera
