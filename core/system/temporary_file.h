// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace tempera {

/// A name for what is written beside `path` to take its place: hidden, in the same folder (a rename
/// can't cross file systems), and short, so that it fits where the path's own name does.
std::filesystem::path temporaryPathFor(const std::filesystem::path& path);

/// Tells removeAbandonedFiles() that a temporary file is in use: a shared lock (flock) on it, given
/// up with this object, and by the system with the program. Where a file system has no locks there
/// is none, and nothing is removed there either.
class FileInUse {
public:
    FileInUse() = default;
    /// Locks the file behind an open descriptor, which may be closed before this is.
    explicit FileInUse(int descriptor);
    /// Locks the file at `path`, if it can be opened.
    explicit FileInUse(const std::filesystem::path& path);
    ~FileInUse();
    FileInUse(FileInUse&& other) noexcept;
    FileInUse& operator=(FileInUse&& other) noexcept;

    /// True where the file was removed before it was locked.
    bool isTooLate() const;

private:
    void lock() const;

    int descriptor_ = -1;
};

/// Removes what killed programs left in a folder: files named as temporaryPathFor() does that
/// nobody has in use. What can't be removed stays; that does no harm.
void removeAbandonedFiles(const std::filesystem::path& folder);

} // namespace tempera
