// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/temporary_file.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace tempera {

/// Writes a file so that its path holds either the old content or the complete new one, also after
/// a crash: a temporary file beside it, every write checked, fdatasync, rename, fsync of the
/// folder. (Qt 6.4's QSaveFile ignores the result of the sync, so it can't promise that.)
///
///     AtomicFile file(path);
///     file.write(bytes);
///     file.commit();
///
/// Without commit() the destructor removes the temporary file. Every failure throws Error with the
/// path, the operation and the system's reason, and tells which file is there: the old one, intact,
/// or, where only the last steps failed (the sync of the folder, keeping the old file under another
/// name), the complete new one.
/// A new file gets the permissions that the umask asks for, a replaced one keeps those it had. A
/// symbolic link stays: the file that it points to is written. What a killed program left in the
/// folder of a file that it was writing is removed.
class AtomicFile {
public:
    /// Creates the temporary file; its folder must exist and be writable. What is already there
    /// must be an ordinary file that is not read-only.
    explicit AtomicFile(std::filesystem::path path);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    void write(std::string_view text);
    /// Overwrites bytes written before; the range must lie within them.
    void writeAt(std::size_t offset, std::string_view text);
    /// Puts the new file in place. Where `previous` is given, what was at the path stays there
    /// under that name: the old file has a name until the new one has its. A failure to keep it is
    /// thrown after the new file is in place.
    void commit(const std::filesystem::path& previous = {});

private:
    [[noreturn]] void fail(std::string_view operation) const;
    void createTemporaryFile(unsigned mode);
    void discard();
    void replaceTarget(const std::filesystem::path& previous);

    std::filesystem::path path_;
    std::filesystem::path temporaryPath_; ///< empty once it has become the target
    bool replaces_ = false;               ///< whether there is an old file
    int descriptor_ = -1;
    FileInUse inUse_; ///< until it has become the target
};

/// Makes `copy` another name of the file at `original` (a hard link; a copy where the file system
/// has no links, written as carefully as any file), replacing what was there at once. A later
/// AtomicFile at either path leaves the other one alone. Throws Error.
void keepAs(const std::filesystem::path& original, const std::filesystem::path& copy);

/// Gives a complete file that was written piece by piece its name, as carefully as AtomicFile does:
/// fdatasync, rename (what was there is replaced), fsync of the folder. Both paths lie in one
/// folder. Throws Error.
void moveIntoPlace(const std::filesystem::path& written, const std::filesystem::path& path);

/// Throws Error unless a file could be created or replaced at `path`: called before hours of work
/// whose result is to go there. Leaves nothing behind.
void requireWritable(const std::filesystem::path& path);

} // namespace tempera
