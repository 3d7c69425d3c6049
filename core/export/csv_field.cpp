// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv_field.h"

namespace tempera {

namespace {

bool needsQuotes(std::string_view value) {
    constexpr std::string_view blank = " \t";
    if (value.empty())
        return false;
    return value.find_first_of(",\"\r\n") != std::string_view::npos ||
           blank.find(value.front()) != std::string_view::npos ||
           blank.find(value.back()) != std::string_view::npos;
}

/// Of the text behind any apostrophes.
bool looksLikeFormula(std::string_view value) {
    constexpr std::string_view beginnings = "=+-@\t\r";
    const std::size_t begin = value.find_first_not_of('\'');
    return begin != std::string_view::npos &&
           beginnings.find(value[begin]) != std::string_view::npos;
}

} // namespace

std::string guarded(std::string_view value) {
    return (looksLikeFormula(value) ? "'" : "") + std::string(value);
}

std::string unguarded(std::string_view value) {
    const bool hasGuard = value.starts_with('\'') && looksLikeFormula(value);
    return std::string(value.substr(hasGuard ? 1 : 0));
}

std::string csvField(std::string_view value, bool guardFormula) {
    std::string field = guardFormula ? guarded(value) : std::string(value);
    if (!needsQuotes(field))
        return field;
    std::string quoted = "\"";
    for (const char character : field)
        quoted.append(character == '"' ? 2 : 1, character);
    return quoted + "\"";
}

} // namespace tempera
