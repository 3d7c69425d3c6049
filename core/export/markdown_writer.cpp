// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/recipe.h"
#include "core/export/text_writers.h"

#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

constexpr std::string_view lineBreak = "\\\n> ";

/// What would begin a list, a heading or an underline (CommonMark 0.30, "Block structure").
bool startsBlock(char character) {
    return std::string_view("-+=.)").find(character) != std::string_view::npos;
}

/// Letters and digits stay, what could be markup gets a backslash (CommonMark 0.30, "Backslash
/// escapes"), line breaks stay breaks and space at a line's beginning stays space.
std::string escaped(std::string_view text) {
    constexpr std::string_view special = "\\`*_[]<>#&|~$:!";
    std::string result;
    bool atBeginning = true; // of a line: nothing but digits so far
    for (const char character : text) {
        if (character == '\n') {
            result += lineBreak;
            atBeginning = true;
            continue;
        }
        if (character == '\r') {
            result += "&#13;";
            continue;
        }
        if (atBeginning && (character == ' ' || character == '\t')) {
            result += character == ' ' ? "&#32;" : "&#9;";
            continue;
        }
        if (special.find(character) != std::string_view::npos ||
            (atBeginning && startsBlock(character)))
            result += '\\';
        result += character;
        atBeginning = atBeginning && character >= '0' && character <= '9';
    }
    return result;
}

/// One key a line.
std::string codeBlock(const nlohmann::ordered_json& object) {
    std::string lines;
    for (const auto& item : object.items())
        lines += fmt::format("{}  \"{}\": {}", lines.empty() ? "" : ",\n", item.key(),
                             toLine(item.value()));
    return fmt::format("```json\n{{\n{}\n}}\n```\n", lines);
}

} // namespace

std::string toMarkdown(const GeneratedText& text) {
    auto recipe = recipeJson(text);
    recipe["text"] = text.text;
    recipe["token_ids"] = tokenIds(text);
    return fmt::format("\n## {}, seed {}\n\n> {}\n\n{}", describe(text.chain), text.seed,
                       escaped(text.text), codeBlock(recipe));
}

} // namespace tempera
