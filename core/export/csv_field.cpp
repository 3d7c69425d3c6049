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

} // namespace

bool looksLikeFormula(std::string_view value) {
    constexpr std::string_view beginnings = "=+-@\t\r";
    return !value.empty() && beginnings.find(value.front()) != std::string_view::npos;
}

std::string csvField(std::string_view value, bool guardFormula) {
    std::string field;
    if (guardFormula && looksLikeFormula(value))
        field += '\'';
    field += value;
    if (!needsQuotes(field))
        return field;
    std::string quoted = "\"";
    for (const char character : field)
        quoted.append(character == '"' ? 2 : 1, character);
    return quoted + "\"";
}

} // namespace tempera
