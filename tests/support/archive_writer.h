// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tempera::test {

enum class EntryKind { file, folder, symbolicLink, hardLink };

struct ArchiveEntry {
    std::string name;
    std::string content; ///< or a link's target
    EntryKind kind = EntryKind::file;
};

/// Writes an archive in the format of its extension: .tar, .zip, .tar.gz, .tgz, .tar.bz2, .tar.xz,
/// .tar.zst. A passphrase encrypts a .zip.
void writeArchive(const std::filesystem::path& path, const std::vector<ArchiveEntry>& entries,
                  const std::string& passphrase = {});

} // namespace tempera::test
