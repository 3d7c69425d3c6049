// SPDX-License-Identifier: GPL-3.0-or-later
// Exported texts that are read back, in every format.
#include "core/export/reproduction.h"
#include "fuzz/fuzz_target.h"

namespace tempera::fuzz {

void fuzz(std::string_view input) {
    for (const GeneratedText& text : parseExport(input, "input")) {
        require(!text.prompt.empty(), "a recipe has a prompt");
        require(text.forced.size() <= textLength(text), "no more is forced than was written");
        GenerationRun({1}, generationSettings(text)); // throws where anything is out of range
    }
}

std::vector<std::string> seeds() {
    const Vocabulary vocabulary({"this", "movie", "is", "<b>", "\"a,b\""});
    GeneratedText text;
    text.prompt = "this movie";
    text.text = "this movie is <b>";
    text.model = "model.safetensors";
    text.modelHash = std::string(64, 'a');
    text.chain = {{SamplerKind::topP, 0.95}, {SamplerKind::temperature, 0.7}};
    text.seed = 42;
    text.tokens = {{4, 0.5, -0.69, 1, 1.5}, {5, 0.25, -1.39, 2, 1.25}};
    GeneratedText greedy = text;
    greedy.chain = {{SamplerKind::temperature, 0.0}};
    greedy.forced = {4};
    std::vector<std::string> files;
    for (const TextFormat format : {TextFormat::text, TextFormat::markdown, TextFormat::csv,
                                    TextFormat::jsonl, TextFormat::html})
        files.push_back(formatTexts(std::vector{text, greedy}, vocabulary, format));
    files.push_back(formatTexts(std::vector{text}, vocabulary, TextFormat::csv, {true, {}}));
    return files;
}

} // namespace tempera::fuzz
