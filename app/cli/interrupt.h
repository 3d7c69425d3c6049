// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <thread>

namespace tempera::cli {

/// While it lives, the first Ctrl-C (or SIGTERM) triggers token() and a second one ends the
/// program. To be made before any thread that is not to be interrupted.
class InterruptWatcher {
public:
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
