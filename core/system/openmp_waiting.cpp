// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/openmp_waiting.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <unistd.h>

namespace tempera {

void restartWithSleepingThreads(char** arguments) {
    constexpr int keepExisting = 0;
    if (std::getenv("OMP_WAIT_POLICY") != nullptr ||
        ::setenv("OMP_WAIT_POLICY", "passive", keepExisting) != 0)
        return;
    // By its path, not by /proc/self/exe: the process would be called "exe" in lists.
    std::error_code unknown;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (!unknown)
        ::execv(program.c_str(), arguments);
}

} // namespace tempera
