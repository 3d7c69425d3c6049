// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus/byte_progress.h"
#include "core/text/corpus/byte_stream.h"
#include "core/text/corpus/unpacking_budget.h"

#include <filesystem>
#include <memory>
#include <string>

struct archive;
struct archive_entry;

namespace tempera {

/// The regular files of an archive in its order, each as a stream; nothing is written to disk, so
/// that links, devices and names such as "../x" can do no harm. Everything throws Error: with
/// libarchive's reason if the archive is damaged or encrypted, or if a limit is exceeded.
class ArchiveReader final : public ByteStream {
public:
    ArchiveReader(std::filesystem::path path, const ArchiveLimits& limits, ByteProgress& progress);

    /// Goes to the next regular file; false at the archive's end.
    bool nextFile();
    /// That file's name in the archive, without a leading "./".
    const std::string& fileName() const { return fileName_; }
    /// That file's next block.
    std::string_view next() override;

private:
    struct Closer {
        void operator()(archive* handle) const;
    };

    bool nextEntry();
    void reportProgress();
    [[noreturn]] void fail() const;

    std::filesystem::path path_;
    ByteProgress& progress_;
    UnpackingBudget budget_;
    std::unique_ptr<archive, Closer> archive_;
    archive_entry* entry_ = nullptr; ///< owned by archive_
    std::string fileName_;
    std::string block_;
    std::uint64_t packedBytesRead_ = 0;
};

} // namespace tempera
