// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/corpus/archive_reader.h"

#include "core/system/error.h"
#include "core/text/corpus/file_stream.h"
#include "core/text/corpus/utf8_locale.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <utility>

namespace tempera {

namespace {

constexpr std::size_t readBytes = std::size_t{64} << 10;

/// Old archives don't say what their names are encoded in: then they are left as they are.
std::string nameOf(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr)
        name = archive_entry_pathname(entry);
    std::string_view result = name == nullptr ? "(unreadable name)" : name;
    while (result.starts_with("./"))
        result.remove_prefix(2);
    return std::string(result);
}

std::uint64_t declaredBytes(archive_entry* entry) {
    const la_int64_t bytes = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0;
    return static_cast<std::uint64_t>(std::max<la_int64_t>(bytes, 0));
}

} // namespace

void ArchiveReader::Closer::operator()(archive* handle) const {
    archive_read_free(handle);
}

ArchiveReader::ArchiveReader(std::filesystem::path path, const ArchiveLimits& limits,
                             ByteProgress& progress)
    : path_(std::move(path)),
      progress_(progress),
      budget_(path_.string(), limits, fileBytes(path_)),
      archive_(archive_read_new()),
      block_(blockBytes, '\0') {
    // Only what is offered: libarchive's rarer formats are its less tried ones.
    archive* handle = archive_.get();
    archive_read_support_format_tar(handle);
    archive_read_support_format_zip(handle);
    archive_read_support_filter_gzip(handle);
    archive_read_support_filter_bzip2(handle);
    archive_read_support_filter_xz(handle);
    archive_read_support_filter_zstd(handle);
    if (archive_read_open_filename(handle, path_.c_str(), readBytes) != ARCHIVE_OK)
        fail();
}

bool ArchiveReader::nextFile() {
    // libarchive drops names that the locale can't express, and a program starts in plain ASCII's.
    const Utf8Locale namesAreUtf8;
    while (nextEntry()) {
        budget_.beginEntry(declaredBytes(entry_));
        if (archive_entry_filetype(entry_) != AE_IFREG)
            continue;
        fileName_ = nameOf(entry_);
        return true;
    }
    return false;
}

bool ArchiveReader::nextEntry() {
    const int status = archive_read_next_header(archive_.get(), &entry_);
    reportProgress();
    if (status == ARCHIVE_EOF)
        return false;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        fail();
    return true;
}

std::string_view ArchiveReader::next() {
    const la_ssize_t count = archive_read_data(archive_.get(), block_.data(), block_.size());
    if (count < 0)
        fail();
    budget_.unpack(static_cast<std::uint64_t>(count));
    reportProgress();
    return std::string_view(block_).substr(0, static_cast<std::size_t>(count));
}

void ArchiveReader::reportProgress() {
    constexpr int fileItself = -1;
    const la_int64_t position = archive_filter_bytes(archive_.get(), fileItself);
    const std::uint64_t read = std::max(static_cast<std::uint64_t>(position), packedBytesRead_);
    progress_.advance(read - packedBytesRead_);
    packedBytesRead_ = read;
}

void ArchiveReader::fail() const {
    const char* reason = archive_error_string(archive_.get());
    throw Error(path_.string() + ": cannot be read as an archive: " +
                (reason == nullptr ? "unknown reason" : reason));
}

} // namespace tempera
