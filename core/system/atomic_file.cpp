// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/atomic_file.h"

#include "core/system/error.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace tempera {

namespace {

namespace fs = std::filesystem;

constexpr mode_t newFileMode = 0666; // before the umask
constexpr mode_t permissionBits = 0777;
constexpr int maximumLinks = 40; // as many as the kernel follows

struct Advice {
    int reason;
    const char* text;
};

constexpr std::array wayOut = {
    Advice{ENOSPC, "the disk is full: free some space or choose another place"},
    Advice{EDQUOT, "your share of the disk is used up: free some space or choose another place"},
    Advice{EFBIG, "the file is larger than the file system or a limit (ulimit -f) allows: choose "
                  "another place or raise the limit"},
    Advice{EACCES, "change the permissions or choose another place"},
    Advice{EPERM, "change the permissions or choose another place"},
    Advice{EROFS, "choose a place that is not mounted read-only"},
    Advice{ENAMETOOLONG, "choose a shorter name"},
    Advice{EIO, "the disk may be failing: choose another place"},
};

std::string_view adviceFor(int reason) {
    for (const Advice& advice : wayOut)
        if (advice.reason == reason)
            return advice.text;
    return "choose another place";
}

[[noreturn]] void throwUnusable(const fs::path& path, const std::string& problem) {
    throw Error("cannot save '" + path.string() + "': " + problem);
}

std::string problemOf(std::string_view operation, int reason) {
    return std::string(operation) + " failed: " + std::generic_category().message(reason) + "; " +
           std::string(adviceFor(reason));
}

[[noreturn]] void throwSystemError(const fs::path& path, std::string_view operation, int reason) {
    throwUnusable(path, problemOf(operation, reason));
}

/// For what goes wrong once the new file is in place.
[[noreturn]] void throwSavedBut(const fs::path& path, const std::string& problem) {
    throw Error("'" + path.string() + "' is saved, but " + problem);
}

/// Repeats a system call that a signal interrupted.
template <typename SystemCall>
auto uninterrupted(SystemCall systemCall) {
    auto result = systemCall();
    while (result < 0 && errno == EINTR)
        result = systemCall();
    return result;
}

/// Repeats `writeSome` until nothing is left: a system call may write less than it was given.
/// Returns false, with errno, when one fails.
template <typename WriteSome>
bool writeAll(std::span<const std::byte> bytes, WriteSome writeSome) {
    while (!bytes.empty()) {
        const ssize_t written = uninterrupted([&] { return writeSome(bytes); });
        if (written == 0)
            errno = EIO; // no progress and no reason given: don't try forever
        if (written <= 0)
            return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

/// access() would ask for the real user; it is the effective one who writes.
bool mayAccess(const fs::path& path, int mode) {
    return ::faccessat(AT_FDCWD, path.c_str(), mode, AT_EACCESS) == 0;
}

std::span<const std::byte> asBytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// What a chain of symbolic links ends at, which need not exist (std::filesystem::canonical asks
/// that it does).
fs::path followLinks(const fs::path& link) {
    fs::path path = link;
    std::error_code failure;
    for (int links = 0; fs::is_symlink(fs::symlink_status(path, failure)); ++links) {
        if (links == maximumLinks)
            throwSystemError(link, "following the symbolic link", ELOOP);
        path = path.parent_path() / fs::read_symlink(path, failure);
        if (failure)
            throwSystemError(link, "following the symbolic link", failure.value());
    }
    return path;
}

fs::path folderOf(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

void checkFolder(const fs::path& path) {
    const fs::path folder = folderOf(path);
    struct stat status = {};
    if (::stat(folder.c_str(), &status) != 0) {
        if (errno == ENOENT)
            throwUnusable(path, "the folder '" + folder.string() +
                                    "' does not exist; create it or choose another place");
        throwSystemError(path, "looking at its folder", errno);
    }
    if (!S_ISDIR(status.st_mode))
        throwUnusable(path, "'" + folder.string() + "' is not a folder; choose another place");
    if (!mayAccess(folder, W_OK | X_OK))
        throwSystemError(path, "writing to its folder", errno);
}

/// The permissions of the file that is to be replaced; nothing if there is none. Refuses what a
/// rename would destroy: a device or a pipe, and a file that somebody made read-only.
std::optional<mode_t> existingPermissions(const fs::path& path) {
    struct stat status = {};
    if (::stat(path.c_str(), &status) != 0) {
        if (errno == ENOENT)
            return std::nullopt;
        throwSystemError(path, "looking at what is there", errno);
    }
    if (S_ISDIR(status.st_mode))
        throwUnusable(path, "it is a folder; add a file name");
    if (!S_ISREG(status.st_mode))
        throwUnusable(path, "it is not an ordinary file; choose another name");
    if (!mayAccess(path, W_OK))
        throwSystemError(path, "replacing the file", errno);
    return status.st_mode & permissionBits;
}

int createFile(const fs::path& path, mode_t mode) {
    constexpr int flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    return uninterrupted([&] { return ::open(path.c_str(), flags, mode); });
}

/// A folder that is open so that its entries can be synced. Opened before a rename in it, so that
/// only the sync itself can still fail after one.
class Folder {
public:
    explicit Folder(const fs::path& path)
        : descriptor_(uninterrupted(
              [&] { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); })) {}
    ~Folder() {
        if (isOpen())
            ::close(descriptor_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    bool isOpen() const { return descriptor_ >= 0; }
    /// Some file systems can't sync a folder and say EINVAL; nothing better can be done there.
    bool sync() const {
        return uninterrupted([this] { return ::fsync(descriptor_); }) == 0 || errno == EINVAL;
    }

private:
    int descriptor_;
};

/// After a rename in the folder.
void syncRenamed(const Folder& folder, const fs::path& path) {
    if (!folder.sync())
        throwSavedBut(path, "a power failure could undo that: " +
                                problemOf("writing its folder to the disk (fsync)", errno));
}

} // namespace

AtomicFile::AtomicFile(fs::path path) : path_(followLinks(path)) {
    if (!path_.has_filename())
        throwUnusable(path_, "it has no file name; add one");
    checkFolder(path_);
    const std::optional<mode_t> permissions = existingPermissions(path_);
    replaces_ = permissions.has_value();
    removeAbandonedFiles(folderOf(path_));
    // Created with no more permissions than the target has: nobody else may read it, ever.
    createTemporaryFile(permissions.value_or(newFileMode));
    if (permissions && ::fchmod(descriptor_, *permissions) != 0) {
        const int reason = errno;
        discard();
        errno = reason;
        fail("setting the permissions");
    }
}

void AtomicFile::createTemporaryFile(unsigned mode) {
    do { // another program may remove it as abandoned before it is marked as in use
        if (descriptor_ >= 0)
            ::close(descriptor_);
        temporaryPath_ = temporaryPathFor(path_);
        descriptor_ = createFile(temporaryPath_, mode);
        if (descriptor_ < 0)
            fail("creating a temporary file beside it");
        inUse_ = FileInUse(descriptor_);
    } while (inUse_.isTooLate());
}

AtomicFile::~AtomicFile() {
    discard();
}

void AtomicFile::discard() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
    if (!temporaryPath_.empty())
        ::unlink(temporaryPath_.c_str());
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    const auto writeSome = [this](std::span<const std::byte> rest) {
        return ::write(descriptor_, rest.data(), rest.size());
    };
    if (!writeAll(bytes, writeSome))
        fail("writing");
}

void AtomicFile::write(std::string_view text) {
    write(asBytes(text));
}

void AtomicFile::writeAt(std::size_t offset, std::string_view text) {
    const auto writeSome = [&](std::span<const std::byte> rest) {
        const std::size_t position = offset + text.size() - rest.size();
        return ::pwrite(descriptor_, rest.data(), rest.size(), static_cast<off_t>(position));
    };
    if (!writeAll(asBytes(text), writeSome))
        fail("writing");
}

void AtomicFile::commit(const fs::path& previous) {
    if (uninterrupted([this] { return ::fdatasync(descriptor_); }) != 0)
        fail("writing to the disk (fdatasync)");
    // Linux closes the descriptor even where close() reports an error: never close it twice.
    if (::close(std::exchange(descriptor_, -1)) != 0)
        fail("closing");
    replaceTarget(previous);
}

void AtomicFile::replaceTarget(const fs::path& previous) {
    const Folder folder(folderOf(path_));
    if (!folder.isOpen())
        fail("opening its folder");
    std::string notKept;
    try {
        if (!previous.empty() && fs::exists(path_))
            keepAs(path_, previous);
    } catch (const Error& error) {
        notKept = error.what();
    }
    if (::rename(temporaryPath_.c_str(), path_.c_str()) != 0)
        fail("renaming the temporary file");
    temporaryPath_.clear();
    syncRenamed(folder, path_);
    if (!notKept.empty())
        throwSavedBut(path_, "what it replaced is not kept: " + notKept);
}

void AtomicFile::fail(std::string_view operation) const {
    throwUnusable(path_, problemOf(operation, errno) +
                             (replaces_ ? ". The file that is there is unchanged" : ""));
}

namespace {

void copyFile(const fs::path& original, const fs::path& copy) {
    std::ifstream input(original, std::ios::binary);
    if (!input)
        throwSystemError(copy, "copying '" + original.string() + "'", errno);
    AtomicFile output(copy);
    std::vector<char> block(1 << 20);
    while (input.read(block.data(), static_cast<std::streamsize>(block.size())) ||
           input.gcount() > 0)
        output.write(std::string_view(block.data(), static_cast<std::size_t>(input.gcount())));
    if (input.bad())
        throwSystemError(copy, "copying '" + original.string() + "'", errno);
    output.commit();
}

} // namespace

void keepAs(const fs::path& original, const fs::path& copy) {
    const Folder folder(folderOf(copy));
    if (!folder.isOpen())
        throwSystemError(copy, "opening its folder", errno);
    const fs::path temporaryPath = temporaryPathFor(copy);
    const FileInUse inUse(original); // and so its other name
    std::error_code failure;
    fs::create_hard_link(original, temporaryPath, failure);
    if (failure)
        return copyFile(original, copy);
    fs::rename(temporaryPath, copy, failure);
    // Where both names are links of one file already, a rename leaves both as they are.
    ::unlink(temporaryPath.c_str());
    if (failure)
        throwSystemError(copy, "keeping a copy of '" + original.string() + "'", failure.value());
    syncRenamed(folder, copy);
}

void moveIntoPlace(const fs::path& written, const fs::path& path) {
    const Folder folder(folderOf(path));
    if (!folder.isOpen())
        throwSystemError(path, "opening its folder", errno);
    const int descriptor =
        uninterrupted([&] { return ::open(written.c_str(), O_RDONLY | O_CLOEXEC); });
    if (descriptor < 0)
        throwSystemError(path, "opening '" + written.string() + "'", errno);
    const bool synced = uninterrupted([&] { return ::fdatasync(descriptor); }) == 0;
    const int reason = errno;
    ::close(descriptor);
    if (!synced)
        throwSystemError(path, "writing to the disk (fdatasync)", reason);
    if (::rename(written.c_str(), path.c_str()) != 0)
        throwSystemError(path, "renaming '" + written.string() + "'", errno);
    syncRenamed(folder, path);
}

void requireWritable(const fs::path& path) {
    const AtomicFile probe(path);
}

} // namespace tempera
