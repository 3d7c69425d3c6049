// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/corpus_reader.h"

#include <cstdint>
#include <string>

namespace tempera {

/// Keeps an archive within its limits. A size that the archive declares counts before anything is
/// unpacked, so that an entry which is only skipped can't cost more either; where an entry turns
/// out larger than declared, its real size counts. Every function throws Error naming the limit.
class UnpackingBudget {
public:
    UnpackingBudget(std::string archiveName, const ArchiveLimits& limits,
                    std::uint64_t packedBytes);

    /// `declaredBytes` is 0 where the archive doesn't say.
    void beginEntry(std::uint64_t declaredBytes);
    /// So many bytes of the entry have been unpacked.
    void unpack(std::uint64_t bytes);

private:
    void count(std::uint64_t bytes);
    [[noreturn]] void fail(const std::string& what) const;

    std::string archiveName_;
    ArchiveLimits limits_;
    std::uint64_t packedBytes_;
    std::uint64_t entries_ = 0;
    std::uint64_t totalBytes_ = 0;
    std::uint64_t entryBytes_ = 0;    ///< what of the entry is counted in totalBytes_
    std::uint64_t unpackedBytes_ = 0; ///< of the entry
};

} // namespace tempera
