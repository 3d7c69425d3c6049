// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/text_format.h"

#include "core/export/text_writers.h"
#include "core/system/error.h"

#include <algorithm>
#include <array>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

struct FormatDescription {
    TextFormat format;
    std::string_view name;
    std::string_view extension;
};
constexpr std::array descriptions{
    FormatDescription{TextFormat::text, "text", "txt"},
    FormatDescription{TextFormat::markdown, "markdown", "md"},
    FormatDescription{TextFormat::csv, "csv", "csv"},
    FormatDescription{TextFormat::jsonl, "jsonl", "jsonl"},
    FormatDescription{TextFormat::html, "html", "html"},
};

const FormatDescription& descriptionOf(TextFormat format) {
    return *std::ranges::find(descriptions, format, &FormatDescription::format);
}

} // namespace

std::string_view textFormatName(TextFormat format) {
    return descriptionOf(format).name;
}

std::string_view textFormatExtension(TextFormat format) {
    return descriptionOf(format).extension;
}

TextFormat parseTextFormat(std::string_view name) {
    const auto found = std::ranges::find(descriptions, name, &FormatDescription::name);
    if (found == descriptions.end())
        throw SettingError(
            fmt::format("unknown format '{}': choose text, markdown, csv, jsonl or html", name));
    return found->format;
}

std::string textsHeader(TextFormat format, const TextFormatOptions& options) {
    switch (format) {
    case TextFormat::markdown:
        return std::string(markdownHeader);
    case TextFormat::csv:
        return csvHeader();
    case TextFormat::html:
        return htmlHeader(options.coloring);
    case TextFormat::text:
    case TextFormat::jsonl:
        break;
    }
    return {};
}

std::string formatText(const GeneratedText& text, const Vocabulary& vocabulary, TextFormat format,
                       const TextFormatOptions& options) {
    switch (format) {
    case TextFormat::text:
        return toPlainText(text);
    case TextFormat::markdown:
        return toMarkdown(text);
    case TextFormat::csv:
        return toCsvRow(text, options.guardFormulas);
    case TextFormat::jsonl:
        return toJsonLine(text, vocabulary);
    case TextFormat::html:
        return toHtml(text, vocabulary, options.coloring);
    }
    return {};
}

std::string textsFooter(TextFormat format) {
    return format == TextFormat::html ? htmlFooter() : "";
}

std::string formatTexts(std::span<const GeneratedText> texts, const Vocabulary& vocabulary,
                        TextFormat format, const TextFormatOptions& options) {
    std::string file = textsHeader(format, options);
    for (const GeneratedText& text : texts)
        file += formatText(text, vocabulary, format, options);
    return file + textsFooter(format);
}

} // namespace tempera
