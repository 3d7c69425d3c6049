// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

namespace tempera {

/// How raw text becomes a sequence of tokens.
enum class Standardization {
    /// To the letter the book's TextVectorization: `<br />` to a space, ASCII lower case, ASCII
    /// punctuation deleted, split on ASCII white space (TensorFlow's string operations are ASCII).
    book,
    /// The same steps by Unicode's properties: `<br />` to a space, full lower case, punctuation
    /// of every script and the ASCII symbols deleted, split on Unicode white space.
    unicode,
    /// Split on ASCII white space, nothing else: music, code, any token sequences.
    none,
    /// One token per Unicode scalar value, white space included: Chinese, character models.
    characters,
};

/// Names used in files and on the command line: "book", "unicode", "none", "characters".
std::string_view standardizationName(Standardization standardization);

/// Throws SettingError that lists the valid names.
Standardization parseStandardization(std::string_view name);

/// Gets one token. The view lives only until the sink returns.
using TokenSink = std::function<void(std::string_view token)>;

/// Calls `sink` with every token of `text`, in order; no token is empty. `text` must be valid UTF-8
/// (see utf8.h), and then so are the tokens. Safe to call from several threads at once.
/// Throws Error if a text of 2 GiB or more is to be tokenized the unicode way.
void tokenize(std::string_view text, Standardization standardization, const TokenSink& sink);

/// What stands between two tokens when ids are turned back into text: "" for characters, else " ".
std::string_view tokenSeparator(Standardization standardization);

} // namespace tempera
