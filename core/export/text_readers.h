// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/generated_text.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// One reader for each writer of text_writers.h. They throw Error that names line and field; `file`
/// is valid UTF-8.
namespace tempera {

std::vector<GeneratedText> readPlainTexts(std::string_view file);
std::vector<GeneratedText> readMarkdownTexts(std::string_view file);
std::vector<GeneratedText> readCsvTexts(std::string_view file);
std::vector<GeneratedText> readJsonLineTexts(std::string_view file);
std::vector<GeneratedText> readHtmlTexts(std::string_view file);

/// Tells lines to messages. It counts each line once, however many texts a file has: it is to be
/// asked for places in rising order.
class LineCounter {
public:
    explicit LineCounter(std::string_view file) : file_(file) {}

    /// As in "line 3" for the place of the byte at `position`.
    std::string lineAt(std::size_t position);

private:
    std::string_view file_;
    std::size_t counted_ = 0;
    std::size_t line_ = 1;
};

} // namespace tempera
