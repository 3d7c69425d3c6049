// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tempera {

/// Cuts a stream into lines; holds one block and one line.
class LineReader {
public:
    explicit LineReader(ByteStream& bytes);

    /// The next line with its line end, which only the file's last line may lack; nothing at the
    /// end. Valid until the next call.
    std::optional<std::string_view> next();
    /// Of the line that next() returned last, from 1.
    std::uint64_t number() const { return number_; }

private:
    ByteStream& bytes_;
    std::string_view block_; ///< what is left of it
    std::string pending_;    ///< the beginning of a line that goes on in the next block
    std::uint64_t number_ = 0;
};

/// `line` without the LF or CRLF it may end in.
std::string_view withoutLineEnd(std::string_view line);

} // namespace tempera
