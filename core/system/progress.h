// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>

namespace tempera {

/// How a long operation reports and is ended. Both parts may be left empty.
struct Progress {
    /// Called now and then, on the thread that works, with the fraction done in [0, 1];
    /// never goes down.
    std::function<void(double fraction)> report;
    /// When triggered, the operation throws Cancelled at its next opportunity.
    std::stop_token stop;
};

} // namespace tempera
