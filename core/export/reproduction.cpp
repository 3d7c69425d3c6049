// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/reproduction.h"

#include "core/export/text_readers.h"
#include "core/export/text_writers.h"
#include "core/system/error.h"
#include "core/system/quote.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <fstream>
#include <spdlog/fmt/fmt.h>

namespace tempera {

namespace {

namespace fs = std::filesystem;

/// Spreadsheets put it before UTF-8.
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::string_view withoutMark(std::string_view bytes) {
    if (bytes.starts_with(byteOrderMark))
        bytes.remove_prefix(byteOrderMark.size());
    return bytes;
}

std::vector<GeneratedText> readTexts(std::string_view file) {
    if (!isValidUtf8(file))
        throw Error("not valid UTF-8; expected a text file that Tempera exported");
    switch (recognizeTextFormat(file)) {
    case TextFormat::text:
        return readPlainTexts(file);
    case TextFormat::markdown:
        return readMarkdownTexts(file);
    case TextFormat::csv:
        return readCsvTexts(file);
    case TextFormat::jsonl:
        return readJsonLineTexts(file);
    case TextFormat::html:
        return readHtmlTexts(file);
    }
    return {};
}

std::string readBytes(const fs::path& path) {
    std::error_code failure;
    if (!fs::is_regular_file(path, failure))
        throw Error(failure ? failure.message() : "not a file");
    std::ifstream stream(path, std::ios::binary);
    // One byte more than is allowed tells a file that is too large, also one that grows.
    std::string bytes(std::min(fs::file_size(path, failure), largestExport) + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (stream.bad() || !stream.is_open())
        throw Error("it cannot be read: check its permissions");
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return bytes;
}

} // namespace

std::string LineCounter::lineAt(std::size_t position) {
    const auto part = file_.substr(counted_, position - counted_);
    line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
    counted_ = position;
    return fmt::format("line {}", line_);
}

TextFormat recognizeTextFormat(std::string_view bytes) {
    const std::string_view file = withoutMark(bytes);
    if (file.starts_with('{'))
        return TextFormat::jsonl;
    if (file.starts_with('['))
        return TextFormat::text;
    if (file.starts_with(htmlBeginning))
        return TextFormat::html;
    if (file.starts_with(markdownHeader.substr(0, markdownHeader.size() - 1)))
        return TextFormat::markdown;
    if (file.starts_with("seed,"))
        return TextFormat::csv;
    throw Error(
        "line 1: expected texts that Tempera exported as text, Markdown, CSV, JSON Lines or "
        "HTML; it begins with " +
        inQuotes(file.substr(0, file.find('\n'))));
}

std::vector<GeneratedText> parseExport(std::string_view bytes, std::string_view name) {
    try {
        if (bytes.size() > largestExport)
            throw Error(
                fmt::format("larger than {} MiB; exports are smaller", largestExport >> 20));
        auto texts = readTexts(withoutMark(bytes));
        if (texts.empty())
            throw Error("there is no text in it");
        return texts;
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", inQuotes(name), error.what()));
    }
}

std::vector<GeneratedText> readExport(const fs::path& path) {
    std::string bytes;
    try {
        bytes = readBytes(path);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: {}", inQuotes(path.string()), error.what()));
    }
    return parseExport(bytes, path.string());
}

} // namespace tempera
