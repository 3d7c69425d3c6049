// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/generated_text.h"

namespace tempera {

std::size_t textLength(const GeneratedText& text) {
    return text.tokens.empty() ? text.length : text.tokens.size();
}

GenerationSettings generationSettings(const GeneratedText& text) {
    return {text.chain, textLength(text), text.seed, text.forced};
}

} // namespace tempera
