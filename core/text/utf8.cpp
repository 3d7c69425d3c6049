// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/utf8.h"

#include <cstring>
#include <unicode/utf8.h>
#include <utility>

namespace tempera {

namespace {

constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD";

/// Moves past ASCII, eight bytes at a time: most of most texts.
std::size_t pastAscii(std::string_view text, std::size_t position) {
    constexpr std::uint64_t highBits = 0x8080'8080'8080'8080;
    std::uint64_t eight = 0;
    for (; position + sizeof eight <= text.size(); position += sizeof eight) {
        std::memcpy(&eight, text.data() + position, sizeof eight);
        if ((eight & highBits) != 0)
            break;
    }
    return position;
}

/// Length of the well-formed text that `text` begins with.
std::size_t wellFormedLength(std::string_view text) {
    std::size_t position = pastAscii(text, 0);
    while (position < text.size()) {
        const std::size_t start = position;
        if (nextCharacter(text, position) < 0)
            return start;
        position = pastAscii(text, position);
    }
    return position;
}

} // namespace

std::int32_t nextCharacter(std::string_view text, std::size_t& position) {
    UChar32 character = 0;
// The macro narrows int to uint8_t on purpose, in our file rather than in ICU's.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
    U8_NEXT(text.data(), position, text.size(), character);
#pragma GCC diagnostic pop
    return character;
}

bool isValidUtf8(std::string_view text) {
    return wellFormedLength(text) == text.size();
}

std::uint64_t repairUtf8(std::string& text) {
    std::size_t wellFormed = wellFormedLength(text);
    if (wellFormed == text.size())
        return 0;
    std::string repaired;
    std::uint64_t replaced = 0;
    std::string_view rest = text;
    for (; wellFormed < rest.size(); wellFormed = wellFormedLength(rest)) {
        repaired.append(rest.substr(0, wellFormed)).append(replacementCharacter);
        nextCharacter(rest, wellFormed);
        rest.remove_prefix(wellFormed);
        ++replaced;
    }
    repaired.append(rest);
    text = std::move(repaired);
    return replaced;
}

} // namespace tempera
