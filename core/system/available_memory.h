// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace tempera {

/// Memory that can still be had without swapping, in bytes: the machine's (MemAvailable) or, where
/// less, what the control group allows (a container; version 2). 0 where unknown. The paths are
/// the kernel's; tests give others.
std::uint64_t availableMemory(const std::filesystem::path& machine = "/proc/meminfo",
                              const std::filesystem::path& controlGroup = "/sys/fs/cgroup");

} // namespace tempera
