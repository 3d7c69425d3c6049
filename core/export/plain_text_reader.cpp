// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/recipe_reader.h"
#include "core/export/text_readers.h"
#include "core/export/text_writers.h"
#include "core/system/error.h"

#include <algorithm>
#include <optional>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

/// A file of headings, texts and recipe lines, read from its beginning to its end. A text may hold
/// lines that look like a recipe's; its own is the one that tells its length.
class PlainTexts {
public:
    explicit PlainTexts(std::string_view file) : file_(file), lines_(file) {}

    bool atEnd() { return (position_ = std::min(nextVisible(), file_.size())) == file_.size(); }
    GeneratedText next();

private:
    std::size_t nextVisible() const { return file_.find_first_not_of("\n\r", position_); }
    std::size_t lineEnd(std::size_t from) const {
        return std::min(file_.find('\n', from), file_.size());
    }
    std::optional<nlohmann::json> recipeAt(std::size_t begin, std::size_t end) const;

    std::string_view file_;
    LineCounter lines_;
    std::size_t position_ = 0;
};

std::optional<nlohmann::json> PlainTexts::recipeAt(std::size_t begin, std::size_t end) const {
    try {
        return parseJsonObject(file_.substr(begin, end - begin), "recipe");
    } catch (const Error&) {
        return std::nullopt; // a line of the text
    }
}

GeneratedText PlainTexts::next() {
    const std::string place = lines_.lineAt(position_);
    if (file_[position_] != '[')
        throw Error(place + ": expected a heading, as in [temperature 0.7, seed 1]");
    const std::size_t begin = std::min(lineEnd(position_) + 1, file_.size());
    const std::string mark = "\n\n" + std::string(recipeLineBeginning);
    for (std::size_t found = file_.find(mark, begin); found != std::string_view::npos;
         found = file_.find(mark, found + 1)) {
        const std::size_t recipe = found + mark.size();
        const std::size_t end = lineEnd(recipe);
        const auto object = recipeAt(recipe, end);
        if (!object || object->value("text_bytes", nlohmann::json()) != found - begin)
            continue;
        GeneratedText text = readRecipe({*object, lines_.lineAt(recipe)});
        text.text = file_.substr(begin, found - begin);
        position_ = end;
        return text;
    }
    throw Error(fmt::format("{}: the text that begins here has no recipe line (\"{}...\") below it "
                            "that tells its length: was it changed?",
                            place, recipeLineBeginning));
}

} // namespace

std::vector<GeneratedText> readPlainTexts(std::string_view file) {
    std::vector<GeneratedText> texts;
    PlainTexts source(file);
    while (!source.atEnd())
        texts.push_back(source.next());
    return texts;
}

} // namespace tempera
