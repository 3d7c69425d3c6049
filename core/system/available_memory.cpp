// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_memory.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <string_view>

namespace tempera {

namespace {

/// The number behind `key` in a file of lines "key number ...", 0 where there is none.
std::uint64_t valueOf(const std::filesystem::path& path, std::string_view key) {
    std::ifstream file(path);
    std::string name;
    std::uint64_t value = 0;
    std::string rest;
    while (file >> name >> value && std::getline(file, rest))
        if (name == key)
            return value;
    return 0;
}

/// What the control group leaves; 0 where it sets no limit.
std::uint64_t controlGroupMemory(const std::filesystem::path& folder) {
    std::uint64_t limit = 0;
    std::uint64_t charged = 0;
    std::ifstream limitFile(folder / "memory.max");
    std::ifstream chargedFile(folder / "memory.current");
    if (!(limitFile >> limit) || !(chargedFile >> charged)) // "max", or no such file
        return 0;
    // Files that were read are charged too, but the kernel gives their pages back when asked.
    const std::uint64_t used =
        charged - std::min(charged, valueOf(folder / "memory.stat", "inactive_file"));
    return limit > used ? limit - used : 1; // 0 would mean that nothing is known
}

} // namespace

std::uint64_t availableMemory(const std::filesystem::path& machine,
                              const std::filesystem::path& controlGroup) {
    const std::uint64_t ofMachine = valueOf(machine, "MemAvailable:") * 1024;
    const std::uint64_t ofGroup = controlGroupMemory(controlGroup);
    if (ofMachine == 0 || ofGroup == 0)
        return std::max(ofMachine, ofGroup);
    return std::min(ofMachine, ofGroup);
}

} // namespace tempera
