// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/generated_text.h"
#include "core/text/vocabulary.h"

#include <span>
#include <string>
#include <string_view>

namespace tempera {

/// The form in which texts are written. readExport() reads each of them.
enum class TextFormat {
    text,     ///< a heading line, the text, a line with the recipe
    markdown, ///< a section per text, the recipe in a code block
    csv,      ///< RFC 4180, one row per text
    jsonl,    ///< one JSON object per line and text, with every token's figures
    html,     ///< one self-contained page in which tokens have colours and tooltips
};

/// "text", "markdown", "csv", "jsonl", "html".
std::string_view textFormatName(TextFormat format);
/// Throws SettingError that lists the names.
TextFormat parseTextFormat(std::string_view name);
/// Of a file in that format, as in "txt".
std::string_view textFormatExtension(TextFormat format);

/// The figure of a token that its colour stands for.
enum class TokenColoring { none, surprise, probability, rank, entropy };

/// How texts are written.
struct TextFormatOptions {
    /// csv: a spreadsheet takes cells that begin with = + - @ tab or carriage return for formulas;
    /// true puts an apostrophe before them. Numbers are never touched.
    bool guardFormulas = false;
    TokenColoring coloring = TokenColoring::surprise; ///< html
};

/// What comes before the first text: csv's header row, the head of a page.
std::string textsHeader(TextFormat format, const TextFormatOptions& options = {});
/// One text, newline included. The figures of the tokens are of the distribution after all
/// samplers; their rank counts from 1.
std::string formatText(const GeneratedText& text, const Vocabulary& vocabulary, TextFormat format,
                       const TextFormatOptions& options = {});
/// What comes after the last text: the end of a page.
std::string textsFooter(TextFormat format);
/// A whole file.
std::string formatTexts(std::span<const GeneratedText> texts, const Vocabulary& vocabulary,
                        TextFormat format, const TextFormatOptions& options = {});

} // namespace tempera
