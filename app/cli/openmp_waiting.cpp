// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/openmp_waiting.h"

#include <cstdlib>
#include <unistd.h>

namespace tempera::cli {

void restartWithSleepingThreads(char** arguments) {
    constexpr int keepExisting = 0;
    if (std::getenv("OMP_WAIT_POLICY") != nullptr ||
        ::setenv("OMP_WAIT_POLICY", "passive", keepExisting) != 0)
        return;
    ::execv("/proc/self/exe", arguments);
}

} // namespace tempera::cli
