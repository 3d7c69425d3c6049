// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/text_format.h"
#include "core/sampling/logits_source.h"
#include "core/text/codec.h"

#include <limits>
#include <rapidcheck.h>
#include <string>
#include <vector>

namespace tempera::test {

inline const std::string sampleHash =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

inline constexpr TextFormat everyTextFormat[] = {
    TextFormat::text, TextFormat::markdown, TextFormat::csv, TextFormat::jsonl, TextFormat::html};

/// Words that mean something to CSV, spreadsheets, Markdown, HTML or JSON.
inline const Vocabulary& trickyVocabulary() {
    static const Vocabulary vocabulary({"film",         "<b>",      "&amp;",
                                        "\"quoted\"",   "a,b",      "=1+1",
                                        "-2",           "@name",    "*bold*",
                                        "# head",       "```json",  "}",
                                        "{\"seed\":1}", "-->",      "data-recipe=\"x\"",
                                        "\\",           "'",        "\xF0\x9F\x98\x80",
                                        "Recipe:",      "[x](y)",   "1.",
                                        "\x01",         "\xC2\xA0", "+"});
    return vocabulary;
}

/// One token per character, line breaks among them.
inline const Vocabulary& characterVocabulary() {
    static const Vocabulary vocabulary({" ", "\n", "\r", "\t", "R",  "e", "c",  "i",
                                        "p", ":",  "{",  "}",  "\"", "<", ">",  "&",
                                        "`", "=",  "'",  ",",  "[",  "]", "\\", "\xE7\x94\xBB",
                                        "1", ".",  "-",  "|"});
    return vocabulary;
}

/// Predicts from the last two tokens, every token differently: no model, but as sure of itself.
class MixingSource final : public LogitsSource {
public:
    explicit MixingSource(std::size_t vocabularySize) : logits_(vocabularySize) {}

    std::size_t vocabularySize() const override { return logits_.size(); }
    std::span<const float> logitsAfter(std::span<const TokenId> tokens) override {
        std::uint32_t state = static_cast<std::uint32_t>(tokens.back()) * 2'654'435'761U + 1U;
        if (tokens.size() > 1)
            state ^= static_cast<std::uint32_t>(tokens[tokens.size() - 2]) * 40'503U;
        for (float& logit : logits_) {
            state = state * 1'664'525U + 1'013'904'223U;
            logit = static_cast<float>(state >> 16) / 8192.0F - 4.0F;
        }
        return logits_;
    }

private:
    std::vector<float> logits_;
};

/// A kind of model: its words, and how text is cut into them.
struct SampleModel {
    const Vocabulary& vocabulary;
    Standardization standardization;
};
inline SampleModel wordModel() {
    return {trickyVocabulary(), Standardization::none};
}
inline SampleModel characterModel() {
    return {characterVocabulary(), Standardization::characters};
}

/// What the model writes with the recipe in `text`.
inline void generateInto(GeneratedText& text, const SampleModel& model) {
    MixingSource source(model.vocabulary.size());
    const auto prompt = encode(text.prompt, model.standardization, model.vocabulary);
    text.tokens = generate(source, prompt, generationSettings(text));
    text.text = decode(wholeText(prompt, text.tokens), model.standardization, model.vocabulary);
}

inline GeneratedText sampleText(const SampleModel& model = wordModel()) {
    GeneratedText text;
    text.prompt = "this film";
    text.model = "model.safetensors";
    text.modelHash = sampleHash;
    text.chain = {{SamplerKind::topP, 0.95}, {SamplerKind::temperature, 0.7}};
    text.seed = 42;
    text.length = 12;
    generateInto(text, model);
    return text;
}

inline rc::Gen<SamplerChain> anyChain() {
    return rc::gen::exec([] {
        const double temperature = *rc::gen::element(0.0, 0.2, 1.0 / 3.0, 1.0, 1e-300, 4.75,
                                                     std::numeric_limits<double>::infinity());
        const SamplerChain all = {
            {SamplerKind::temperature, temperature},
            {SamplerKind::topK, static_cast<double>(*rc::gen::inRange(1, 1'000'000'000))},
            {SamplerKind::topP, *rc::gen::inRange(1, 1000) / 999.0},
            {SamplerKind::minP, *rc::gen::inRange(0, 1000) / 999.0}};
        auto order = *rc::gen::unique<std::vector<std::size_t>>(
            *rc::gen::inRange<std::size_t>(0, 5), rc::gen::inRange<std::size_t>(0, 4));
        SamplerChain chain;
        for (const std::size_t index : order)
            chain.push_back(all[index]);
        return chain;
    });
}

/// Words of the model's (and others) with the separators that a person types.
inline rc::Gen<std::string> anyPrompt(const SampleModel& model) {
    const auto word = rc::gen::elementOf(model.vocabulary.words());
    return rc::gen::map(
        rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(
            word, rc::gen::element<std::string>("unheard", "\xC3\xA9t\xC3\xA9", "\n", " ", "\t")))),
        [](const std::vector<std::string>& words) {
            std::string prompt = "film";
            for (const std::string& part : words)
                prompt += " " + part;
            return prompt;
        });
}

inline rc::Gen<GeneratedText> anyText(const SampleModel& model) {
    return rc::gen::exec([model] {
        GeneratedText text;
        text.prompt = *anyPrompt(model);
        text.model = *rc::gen::element<std::string>("m.tempera", "=a,\"b\".safetensors", "'=x",
                                                    "\xE6\xA8\xA1\xE5\x9E\x8B");
        text.modelHash = sampleHash;
        text.roundedWeights = *rc::gen::arbitrary<bool>();
        text.chain = *anyChain();
        text.seed = *rc::gen::arbitrary<std::uint64_t>();
        text.length = *rc::gen::inRange<std::size_t>(1, 20);
        const auto id = rc::gen::inRange<TokenId>(0, static_cast<TokenId>(model.vocabulary.size()));
        text.forced = *rc::gen::container<std::vector<TokenId>>(
            *rc::gen::inRange<std::size_t>(0, text.length + 1), id);
        generateInto(text, model);
        return text;
    });
}

} // namespace tempera::test
