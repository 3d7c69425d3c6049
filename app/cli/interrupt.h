// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace tempera::cli {

/// While it lives, the first Ctrl-C (SIGTERM, or SIGHUP where nohup doesn't ignore it) triggers
/// token(); a second one ends the program. At most one lives at a time.
class InterruptWatcher {
public:
    /// Throws Error where the system refuses.
    InterruptWatcher();
    ~InterruptWatcher();
    InterruptWatcher(const InterruptWatcher&) = delete;
    InterruptWatcher& operator=(const InterruptWatcher&) = delete;

    std::stop_token token() const { return interrupted_.get_token(); }

private:
    std::stop_source interrupted_;
    std::jthread watcher_;
};

} // namespace tempera::cli
