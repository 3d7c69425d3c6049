// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/text_format.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace tempera {

/// Larger files are not opened.
inline constexpr std::uintmax_t largestExport = std::uintmax_t{64} << 20;

/// The texts of a file that was written by formatTexts(), in whichever format: recipes
/// (generationSettings() of them is valid), the text that is to come out and, in markdown, jsonl
/// and html, its tokens (jsonl has their figures too). Nothing in the file is trusted. Throws Error
/// that names file, line and field, and what was expected.
std::vector<GeneratedText> readExport(const std::filesystem::path& path);

/// The same, of bytes in memory; `name` is for the messages.
std::vector<GeneratedText> parseExport(std::string_view bytes, std::string_view name);

/// The format that the first bytes look like. Throws Error where they look like none.
TextFormat recognizeTextFormat(std::string_view bytes);

} // namespace tempera
