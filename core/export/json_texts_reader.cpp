// SPDX-License-Identifier: GPL-3.0-or-later
// The formats that hold a text and its recipe in one JSON object.
#include "core/export/html_escape.h"
#include "core/export/recipe_reader.h"
#include "core/export/text_readers.h"
#include "core/export/text_writers.h"
#include "core/system/error.h"

#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

GeneratedText readTextAndRecipe(std::string_view json, const std::string& place) {
    const auto object = parseJsonObject(json, place);
    const JsonFields fields(object, place);
    GeneratedText text = readRecipe(fields);
    text.text = fields.text("text");
    return text;
}

/// Takes a line off the front of `rest`, without its end.
std::string_view takeLine(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

std::string lineName(std::size_t number) {
    return fmt::format("line {}", number);
}

/// The lines up to the end of a code block, as one text.
std::string takeCodeBlock(std::string_view& rest, std::size_t& line) {
    const std::string begin = lineName(line);
    std::string block;
    while (!rest.empty()) {
        const std::string_view next = takeLine(rest);
        ++line;
        if (next == "```")
            return block;
        block.append(next).append("\n");
    }
    throw Error(begin + ": the code block that begins here has no end (```)");
}

} // namespace

std::vector<GeneratedText> readJsonLineTexts(std::string_view file) {
    std::vector<GeneratedText> texts;
    for (std::size_t line = 1; !file.empty(); ++line) {
        const std::string_view json = takeLine(file);
        if (json.find_first_not_of(" \t") != std::string_view::npos)
            texts.push_back(readTextAndRecipe(json, lineName(line)));
    }
    return texts;
}

std::vector<GeneratedText> readMarkdownTexts(std::string_view file) {
    std::vector<GeneratedText> texts;
    for (std::size_t line = 1; !file.empty(); ++line) {
        if (takeLine(file) != "```json")
            continue;
        const std::string place = lineName(line);
        texts.push_back(readTextAndRecipe(takeCodeBlock(file, line), place));
    }
    return texts;
}

std::vector<GeneratedText> readHtmlTexts(std::string_view file) {
    std::vector<GeneratedText> texts;
    LineCounter lines(file);
    for (std::size_t found = file.find(htmlRecipeAttribute); found != std::string_view::npos;
         found = file.find(htmlRecipeAttribute, found)) {
        const std::string place = lines.lineAt(found);
        found += htmlRecipeAttribute.size();
        const std::size_t end = file.find('"', found);
        if (end == std::string_view::npos)
            throw Error(place + ": the recipe that begins here has no end");
        texts.push_back(readTextAndRecipe(unescapeHtml(file.substr(found, end - found)), place));
        found = end;
    }
    return texts;
}

} // namespace tempera
