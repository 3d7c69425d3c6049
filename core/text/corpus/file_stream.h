// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_progress.h"
#include "core/text/corpus/byte_stream.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace tempera {

/// A file's bytes.
class FileStream final : public ByteStream {
public:
    /// Throws Error if the file can't be opened; next() does if it can't be read.
    FileStream(std::filesystem::path path, ByteProgress& progress);

    std::string_view next() override;

private:
    struct Closer {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::filesystem::path path_;
    ByteProgress& progress_;
    std::unique_ptr<std::FILE, Closer> file_;
    std::string block_;
};

/// A file's size, to measure progress by; 0 if it can't be told (then opening it says why).
std::uint64_t fileBytes(const std::filesystem::path& path);

} // namespace tempera
