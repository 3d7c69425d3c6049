// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/text_format.h"

#include <string>

/// The formats of text_format.h, one by one. What they write, reproduction.h reads.
namespace tempera {

std::string toPlainText(const GeneratedText& text);
/// The line that holds a text's recipe begins so. Its JSON has also `text_bytes`, the length of the
/// text above it.
inline constexpr std::string_view recipeLineBeginning = "Recipe: ";

inline constexpr std::string_view markdownHeader = "# Texts written by Tempera\n";
std::string toMarkdown(const GeneratedText& text);

std::string csvHeader();
std::string toCsvRow(const GeneratedText& text, bool guardFormulas);

std::string toJsonLine(const GeneratedText& text, const Vocabulary& vocabulary);

inline constexpr std::string_view htmlBeginning = "<!DOCTYPE html>";
/// The attribute of a text's element that holds its recipe, as JSON with `text` and `token_ids`.
inline constexpr std::string_view htmlRecipeAttribute = "data-recipe=\"";
std::string htmlHeader(TokenColoring coloring);
std::string toHtml(const GeneratedText& text, const Vocabulary& vocabulary, TokenColoring coloring);
std::string htmlFooter();

} // namespace tempera
