// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>

namespace tempera::bench {

/// Of this process's resident memory since it began, in MB of 1,000 KB.
inline double peakMegabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1'024.0 / 1e6;
}

} // namespace tempera::bench
