// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/tokenizer.h"
#include "core/text/vocabulary.h"

#include <string>
#include <string_view>

namespace tempera {

/// The words in id order, the special ones included, joined by newlines. The token that is a
/// newline itself (only characters have one) is written as backslash n.
std::string vocabularyToBytes(const Vocabulary& vocabulary);

/// The inverse, for words of the given tokenizer: backslash and n are a newline where tokens are
/// single characters, and themselves elsewhere. Throws Error on ill-formed UTF-8, missing special
/// words, and empty or repeated words.
Vocabulary vocabularyFromBytes(std::string_view bytes, Standardization standardization);

} // namespace tempera
