// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/html_escape.h"
#include "core/export/recipe.h"
#include "core/export/text_writers.h"
#include "core/export/token_color.h"

#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

/// A text divided into what a page marks up.
struct TextParts {
    std::string prompt;
    std::string separator; ///< stands before each written token
};

/// A text is the prompt's tokens and the written ones with a separator that its tokenizer decides.
TextParts partsOf(const GeneratedText& text, const Vocabulary& vocabulary) {
    for (const std::string separator : {" ", ""}) {
        std::string written;
        for (const GeneratedToken& token : text.tokens)
            written.append(separator).append(vocabulary.displayWord(token.id));
        if (text.text.ends_with(written))
            return {text.text.substr(0, text.text.size() - written.size()), separator};
    }
    return {text.prompt, " "};
}

std::string percent(double probability) {
    if (probability > 0.0 && probability < 1e-5)
        return "under 0.001 %";
    return fmt::format("{:.3g} %", probability * 100.0);
}

std::string tooltip(const GeneratedToken& token, bool forced) {
    std::string lines = forced ? "chosen by hand&#10;" : "";
    if (token.probability == 0.0)
        lines += "probability 0: removed by a sampler";
    else
        lines += fmt::format("probability {}&#10;surprise {:.2f} bits", percent(token.probability),
                             surpriseBits(token));
    return lines +
           fmt::format("&#10;rank {}&#10;entropy {:.2f} bits", token.rank, token.entropyBits);
}

std::string colorClass(double fraction) {
    return fmt::format("s{}", std::lround(fraction * colorSteps));
}

std::string tokenSpans(const GeneratedText& text, const Vocabulary& vocabulary,
                       TokenColoring coloring, const std::string& separator) {
    std::string spans;
    for (std::size_t i = 0; i < text.tokens.size(); ++i) {
        const GeneratedToken& token = text.tokens[i];
        const bool forced = i < text.forced.size();
        std::string classes = forced ? "forced" : "";
        if (coloring != TokenColoring::none)
            classes +=
                (forced ? " " : "") + colorClass(colorFraction(token, coloring, vocabulary.size()));
        spans += fmt::format("{}<span class=\"{}\" title=\"{}\">{}</span>", separator, classes,
                             tooltip(token, forced), escapeHtml(vocabulary.displayWord(token.id)));
    }
    return spans;
}

std::string row(std::string_view name, std::string_view value) {
    return fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", name, value);
}

std::string recipeTable(const GeneratedText& text) {
    std::string rows = row("Prompt", escapeHtml(text.prompt)) +
                       row("Seed", std::to_string(text.seed)) +
                       row("Length", fmt::format("{} tokens", textLength(text))) +
                       row("Samplers", escapeHtml(describe(text.chain)));
    if (!text.forced.empty())
        rows += row("Chosen by hand", fmt::format("the first {} tokens", text.forced.size()));
    return "<table class=\"recipe\">\n" + rows + row("Model", escapeHtml(text.model)) +
           row("Model's SHA-256",
               fmt::format("<span class=\"hash\">{}</span>", escapeHtml(text.modelHash))) +
           row("Written by", applicationName()) + "</table>\n";
}

std::string_view legendOf(TokenColoring coloring) {
    switch (coloring) {
    case TokenColoring::surprise:
        return "surprise, from 0 bits to that of a word picked blindly";
    case TokenColoring::probability:
        return "probability, from 0 to 100 %";
    case TokenColoring::rank:
        return "rank, from the most probable word to the least probable one (logarithmic)";
    case TokenColoring::entropy:
        return "entropy, from 0 bits (one choice) to that of all words alike";
    case TokenColoring::none:
        break;
    }
    return "";
}

std::string legend(TokenColoring coloring) {
    if (coloring == TokenColoring::none)
        return "";
    std::string swatches;
    for (int step = 0; step <= colorSteps; step += colorSteps / 5)
        swatches += fmt::format("<span class=\"s{}\">&#160;&#160;&#160;</span>", step);
    return fmt::format("<p class=\"legend\">{} {}</p>\n", swatches, legendOf(coloring));
}

} // namespace

std::string htmlHeader(TokenColoring coloring) {
    return fmt::format(
        "{}\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
        "<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n"
        "<meta name=\"viewport\" content=\"width=device-width\" />\n"
        "<meta name=\"generator\" content=\"{}\" />\n<title>Texts written by Tempera</title>\n"
        "<style>\n{}</style>\n<style>\n{}</style>\n</head>\n<body>\n"
        "<div class=\"page\">\n<h1>Texts written by Tempera</h1>\n{}",
        htmlBeginning, applicationName(), htmlStyle(), htmlDarkStyle(), legend(coloring));
}

std::string toHtml(const GeneratedText& text, const Vocabulary& vocabulary,
                   TokenColoring coloring) {
    auto recipe = recipeJson(text);
    recipe["text"] = text.text;
    recipe["token_ids"] = tokenIds(text);
    const TextParts parts = partsOf(text, vocabulary);
    return fmt::format("<div {}{}\">\n<h2>{}, seed {}</h2>\n"
                       "<p class=\"text\" lang=\"\"><span class=\"prompt\">{}</span>{}</p>\n"
                       "{}</div>\n",
                       htmlRecipeAttribute, escapeHtml(toLine(recipe)),
                       escapeHtml(describe(text.chain)), text.seed, escapeHtml(parts.prompt),
                       tokenSpans(text, vocabulary, coloring, parts.separator), recipeTable(text));
}

std::string htmlFooter() {
    return "</div>\n</body>\n</html>\n";
}

} // namespace tempera
