// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/temporary_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <random>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace tempera {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = ".tempera-";
constexpr std::string_view suffix = ".tmp";

bool isTemporaryName(std::string_view name) {
    if (name.size() <= prefix.size() + suffix.size() || !name.starts_with(prefix) ||
        !name.ends_with(suffix))
        return false;
    name.remove_prefix(prefix.size());
    name.remove_suffix(suffix.size());
    return std::ranges::all_of(name, [](char letter) { return letter >= '0' && letter <= '9'; });
}

/// O_NOFOLLOW and O_NONBLOCK: neither a link nor a pipe of that name is of ours.
int openToLock(const fs::path& path) {
    return ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/// Removed under the lock: whoever creates the file and locks it then sees that it came too late.
void removeUnlessInUse(const fs::path& path) {
    const int descriptor = openToLock(path);
    if (descriptor < 0)
        return;
    struct stat status = {};
    if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) &&
        ::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        ::unlink(path.c_str());
    ::close(descriptor);
}

} // namespace

fs::path temporaryPathFor(const fs::path& path) {
    std::random_device random; // 64 bits: two writers never meet
    const std::uint64_t bits = (std::uint64_t{random()} << 32) | random();
    return path.parent_path() / (std::string(prefix) + std::to_string(bits) + std::string(suffix));
}

FileInUse::FileInUse(int descriptor) : descriptor_(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) {
    lock();
}

FileInUse::FileInUse(const fs::path& path) : descriptor_(openToLock(path)) {
    lock();
}

FileInUse::~FileInUse() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

FileInUse::FileInUse(FileInUse&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileInUse& FileInUse::operator=(FileInUse&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

void FileInUse::lock() const {
    if (descriptor_ < 0)
        return;
    while (::flock(descriptor_, LOCK_SH) != 0 && errno == EINTR) {
    }
}

bool FileInUse::isTooLate() const {
    struct stat status = {};
    return descriptor_ >= 0 && ::fstat(descriptor_, &status) == 0 && status.st_nlink == 0;
}

void removeAbandonedFiles(const fs::path& folder) {
    std::error_code failure;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
         entry.increment(failure))
        if (isTemporaryName(entry->path().filename().string()))
            removeUnlessInUse(entry->path());
}

} // namespace tempera
