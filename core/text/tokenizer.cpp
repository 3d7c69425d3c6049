// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/tokenizer.h"

#include "core/system/error.h"

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace tempera {

namespace {

constexpr std::string_view lineBreak = "<br />";
constexpr std::string_view asciiWhiteSpace = " \t\n\v\f\r";
/// The characters of Keras's default strip expression: all of ASCII's punctuation and symbols.
constexpr std::string_view asciiPunctuation = R"(!"#$%&()*+,-./:;<=>?@[\]^_`{|}~')";

struct StandardizationEntry {
    Standardization standardization;
    std::string_view name;
    std::string_view separator;
};
constexpr std::array standardizations{
    StandardizationEntry{Standardization::book, "book", " "},
    StandardizationEntry{Standardization::unicode, "unicode", " "},
    StandardizationEntry{Standardization::none, "none", " "},
    StandardizationEntry{Standardization::characters, "characters", ""},
};

const StandardizationEntry& entryOf(Standardization standardization) {
    for (const auto& entry : standardizations)
        if (entry.standardization == standardization)
            return entry;
    throw Error("unknown standardization");
}

/// What becomes of a byte in the book's standardization: the byte to write, or one of two marks.
/// The marks are bytes that are never written themselves.
constexpr char separates = ' ';
constexpr char deleted = '!';

constexpr std::array<char, 256> makeBookTable() {
    std::array<char, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte)
        table[byte] = static_cast<char>(byte);
    for (char upper = 'A'; upper <= 'Z'; ++upper)
        table[static_cast<unsigned char>(upper)] = static_cast<char>(upper - 'A' + 'a');
    for (const char character : asciiPunctuation)
        table[static_cast<unsigned char>(character)] = deleted;
    for (const char character : asciiWhiteSpace)
        table[static_cast<unsigned char>(character)] = separates;
    return table;
}
constexpr std::array<char, 256> bookTable = makeBookTable();

constexpr char bookByte(char byte) {
    return bookTable[static_cast<unsigned char>(byte)];
}

/// Collects the bytes of one token at a time in a buffer that is allocated once.
class TokenBuffer {
public:
    TokenBuffer(std::size_t capacity, const TokenSink& sink) : sink_(sink) {
        token_.reserve(capacity);
    }

    void append(char byte) { token_.push_back(byte); }
    void append(std::string_view bytes) { token_.append(bytes); }

    void finishToken() {
        if (token_.empty())
            return;
        sink_(token_);
        token_.clear();
    }

private:
    const TokenSink& sink_;
    std::string token_;
};

void tokenizeBook(std::string_view text, const TokenSink& sink) {
    TokenBuffer token(text.size(), sink);
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char byte = bookByte(text[position]);
        if (byte == separates) {
            token.finishToken();
        } else if (byte != deleted) {
            token.append(byte);
        } else if (text[position] == '<' && text.substr(position).starts_with(lineBreak)) {
            token.finishToken();
            position += lineBreak.size() - 1;
        }
    }
    token.finishToken();
}

std::string withLineBreaksAsSpaces(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find(lineBreak, begin);
        result.append(text.substr(begin, end - begin));
        if (end == std::string_view::npos)
            break;
        result.push_back(' ');
        begin = end + lineBreak.size();
    }
    return result;
}

/// Full lower-casing in the root locale: İ becomes i̇, and Σ at a word's end ς.
std::string toLowerCase(const std::string& text) {
    if (text.size() > std::numeric_limits<std::int32_t>::max())
        throw Error("a document of " + std::to_string(text.size()) +
                    " bytes is too long for the unicode standardization: split it into several, "
                    "or choose another standardization");
    std::string result;
    icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(text.size()));
    UErrorCode status = U_ZERO_ERROR;
    icu::CaseMap::utf8ToLower("", 0, text, sink, nullptr, status);
    if (U_FAILURE(status))
        throw Error(std::string("lower-casing failed in ICU: ") + u_errorName(status));
    return result;
}

bool isDeletedByUnicode(UChar32 character) {
    if (character <= 0x7F)
        return bookByte(static_cast<char>(character)) == deleted;
    return u_ispunct(character);
}

void tokenizeUnicode(std::string_view text, const TokenSink& sink) {
    const std::string lowered = toLowerCase(withLineBreaksAsSpaces(text));
    const std::string_view bytes = lowered;
    TokenBuffer token(bytes.size(), sink);
    for (std::size_t position = 0; position < bytes.size();) {
        const std::size_t begin = position;
        UChar32 character = 0;
        U8_NEXT_UNSAFE(bytes, position, character); // ICU's output is always well-formed
        if (u_isUWhiteSpace(character))
            token.finishToken();
        else if (!isDeletedByUnicode(character))
            token.append(bytes.substr(begin, position - begin));
    }
    token.finishToken();
}

void splitOnAsciiWhiteSpace(std::string_view text, const TokenSink& sink) {
    std::size_t begin = text.find_first_not_of(asciiWhiteSpace);
    while (begin != std::string_view::npos) {
        const std::size_t end = text.find_first_of(asciiWhiteSpace, begin);
        sink(text.substr(begin, end - begin));
        begin = text.find_first_not_of(asciiWhiteSpace, end);
    }
}

void splitIntoCharacters(std::string_view text, const TokenSink& sink) {
    for (std::size_t position = 0; position < text.size();) {
        const std::size_t begin = position;
        U8_FWD_1(text, position, text.size());
        sink(text.substr(begin, position - begin));
    }
}

} // namespace

std::string_view standardizationName(Standardization standardization) {
    return entryOf(standardization).name;
}

Standardization parseStandardization(std::string_view name) {
    for (const auto& entry : standardizations)
        if (entry.name == name)
            return entry.standardization;
    throw SettingError("unknown standardization '" + std::string(name) +
                       "': choose book, unicode, none or characters");
}

void tokenize(std::string_view text, Standardization standardization, const TokenSink& sink) {
    switch (standardization) {
    case Standardization::book:
        return tokenizeBook(text, sink);
    case Standardization::unicode:
        return tokenizeUnicode(text, sink);
    case Standardization::none:
        return splitOnAsciiWhiteSpace(text, sink);
    case Standardization::characters:
        return splitIntoCharacters(text, sink);
    }
}

std::string_view tokenSeparator(Standardization standardization) {
    return entryOf(standardization).separator;
}

} // namespace tempera
