// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/file_stream.h"

#include "core/system/error.h"

#include <cerrno>
#include <system_error>

namespace tempera {

namespace {

[[noreturn]] void failReading(const std::filesystem::path& path) {
    const std::string reason = std::generic_category().message(errno);
    throw Error(path.string() + ": cannot be read: " + reason);
}

} // namespace

FileStream::FileStream(std::filesystem::path path, ByteProgress& progress)
    : path_(std::move(path)),
      progress_(progress),
      file_(std::fopen(path_.c_str(), "rbe")),
      block_(blockBytes, '\0') {
    if (!file_)
        failReading(path_);
    // Blocks are as large as a buffer would be: reading straight into them saves a copy.
    std::setvbuf(file_.get(), nullptr, _IONBF, 0);
}

std::string_view FileStream::next() {
    const std::size_t count = std::fread(block_.data(), 1, block_.size(), file_.get());
    if (count < block_.size() && std::ferror(file_.get()) != 0)
        failReading(path_);
    progress_.advance(count);
    return std::string_view(block_).substr(0, count);
}

std::uint64_t fileBytes(const std::filesystem::path& path) {
    std::error_code error;
    const std::uint64_t bytes = std::filesystem::file_size(path, error);
    return error ? 0 : bytes;
}

} // namespace tempera
