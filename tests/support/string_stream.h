// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_stream.h"

#include <string>

namespace tempera::test {

/// A text as a stream of blocks of any size, to put block borders wherever a test wants them.
class StringStream final : public ByteStream {
public:
    StringStream(std::string text, std::size_t blockSize)
        : text_(std::move(text)), blockSize_(blockSize) {}

    std::string_view next() override {
        const std::string_view block = std::string_view(text_).substr(position_, blockSize_);
        position_ += block.size();
        return block;
    }

private:
    std::string text_;
    std::size_t blockSize_;
    std::size_t position_ = 0;
};

} // namespace tempera::test
