// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/available_processors.h"

#include <sched.h>

namespace tempera {

int availableProcessors() {
    cpu_set_t processors;
    CPU_ZERO(&processors);
    if (sched_getaffinity(0, sizeof processors, &processors) != 0)
        return 1;
    return CPU_COUNT(&processors);
}

} // namespace tempera
