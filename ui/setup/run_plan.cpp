// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/run_plan.h"

#include <algorithm>

namespace tempera::ui {

int plannedThreads(const RunPlan& plan, int processors) {
    const int most = plan.leaveOneCoreFree ? processors - 1 : processors;
    return std::max(1, std::min(plan.threads, most));
}

} // namespace tempera::ui
