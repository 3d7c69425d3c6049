// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"
#include "core/text/corpus/byte_stream.h"

#include <cstdint>
#include <string>

namespace tempera {

/// What should have been text isn't, or is in an encoding that isn't read.
class BinaryFile : public Error {
public:
    using Error::Error;
};

/// The bytes of a text file: drops a UTF-8 byte order mark and refuses what isn't text, which is
/// known by a UTF-16 (or UTF-32) byte order mark or a zero byte.
class TextStream final : public ByteStream {
public:
    /// `fileName` stands in messages. Both must outlive this.
    TextStream(ByteStream& bytes, const std::string& fileName);

    /// Throws BinaryFile too. The first block may be short by the byte order mark.
    std::string_view next() override;
    /// Bytes read so far, with the byte order mark.
    std::uint64_t bytesRead() const { return bytesRead_; }

private:
    ByteStream& bytes_;
    const std::string& fileName_;
    std::uint64_t bytesRead_ = 0;
};

} // namespace tempera
