// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>

namespace tempera::fuzz {

/// A file that is only in memory, for readers that ask for a path.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
        if (::write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
            std::abort();
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// What a program writes to a path, as bytes: `save(path)`.
template <typename Save>
std::string bytesSavedBy(Save save) {
    std::string name = (std::filesystem::temp_directory_path() / "tempera-seed-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        std::abort();
    const std::filesystem::path path = std::filesystem::path(name) / "file";
    save(path);
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    std::filesystem::remove_all(name);
    return bytes;
}

} // namespace tempera::fuzz
