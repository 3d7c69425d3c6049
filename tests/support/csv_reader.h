// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tempera::test {

/// Reads CSV to the letter of RFC 4180. Throws on anything else.
class CsvReader {
public:
    using Row = std::vector<std::string>;

    static std::vector<Row> read(std::string text) {
        CsvReader reader(std::move(text));
        std::vector<Row> rows;
        while (reader.position_ < reader.text_.size())
            rows.push_back(reader.row());
        return rows;
    }

private:
    explicit CsvReader(std::string text) : text_(std::move(text)) {}

    Row row() {
        Row fields = {field()};
        while (take(","))
            fields.push_back(field());
        if (!take("\r\n"))
            throw std::runtime_error("a row does not end in CR LF");
        return fields;
    }

    std::string field() { return take("\"") ? quotedField() : plainField(); }

    std::string plainField() {
        return takeUntil(std::min(text_.find_first_of(",\"\r\n", position_), text_.size()));
    }

    std::string quotedField() {
        std::string field = quotedPart();
        while (take("\"")) // one that belongs to the field is written twice
            field += '"' + quotedPart();
        return field;
    }

    std::string quotedPart() {
        std::string part = takeUntil(text_.find('"', position_));
        take("\"");
        return part;
    }

    std::string takeUntil(std::size_t end) {
        if (end == std::string::npos)
            throw std::runtime_error("a quotation mark is never closed");
        const std::size_t begin = std::exchange(position_, end);
        return text_.substr(begin, end - begin);
    }

    bool take(std::string_view expected) {
        const bool found = text_.compare(position_, expected.size(), expected) == 0;
        position_ += found ? expected.size() : 0;
        return found;
    }

    std::string text_;
    std::size_t position_ = 0;
};

} // namespace tempera::test
