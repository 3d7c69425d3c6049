// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/html_escape.h"

#include <algorithm>
#include <array>

namespace tempera {

namespace {

struct Reference {
    char character;
    std::string_view written;
};
constexpr std::array references{
    Reference{'&', "&amp;"},  Reference{'<', "&lt;"},   Reference{'>', "&gt;"},
    Reference{'"', "&quot;"}, Reference{'\'', "&#39;"}, Reference{'\r', "&#13;"},
};

/// HTML Living Standard, 13.2.3.5, "Preprocessing the input stream".
bool isForbidden(char character) {
    const auto code = static_cast<unsigned char>(character);
    return (code < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
           code == 0x7F;
}

} // namespace

std::string escapeHtml(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (const char character : text) {
        const auto found = std::ranges::find(references, character, &Reference::character);
        if (found != references.end())
            result += found->written;
        else if (isForbidden(character))
            result += "\xEF\xBF\xBD";
        else
            result += character;
    }
    return result;
}

std::string unescapeHtml(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const auto found = std::ranges::find_if(references, [text](const Reference& reference) {
            return text.starts_with(reference.written);
        });
        const bool known = found != references.end();
        result += known ? found->character : text.front();
        text.remove_prefix(known ? found->written.size() : 1);
    }
    return result;
}

} // namespace tempera
