// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace tempera {

/// Bytes read once from front to back, in bounded memory: those of a file or an archive's entry.
class ByteStream {
public:
    static constexpr std::size_t blockBytes = std::size_t{64} << 10;

    ByteStream() = default;
    virtual ~ByteStream() = default;
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    /// The next block; only the last one may be shorter than blockBytes. Empty at the end, however
    /// often it is asked. Valid until the next call. Throws Error.
    virtual std::string_view next() = 0;
};

} // namespace tempera
