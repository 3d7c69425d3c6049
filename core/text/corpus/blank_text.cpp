// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/blank_text.h"

#include "core/text/utf8.h"

#include <cstddef>
#include <unicode/uchar.h>

namespace tempera {

bool isBlank(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        const std::int32_t character = nextCharacter(text, position);
        if (character < 0 || u_isUWhiteSpace(character) == 0)
            return false;
    }
    return true;
}

} // namespace tempera
