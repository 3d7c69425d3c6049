// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "core/system/error.h"

#include <array>
#include <csignal>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace tempera::cli {

namespace {

constexpr std::array watchedSignals{SIGINT, SIGTERM, SIGHUP};

/// What a handler may do is next to nothing: it wakes the watcher through this descriptor.
int wakeUp = -1;
volatile std::sig_atomic_t interruptedBySignal = 0;

void wakeWatcher() {
    const std::uint64_t one = 1;
    // A failure could only mean that the watcher is awake already.
    [[maybe_unused]] const ssize_t written = ::write(wakeUp, &one, sizeof one);
}

void handleSignal(int /*signal*/) {
    interruptedBySignal = 1;
    wakeWatcher();
}

/// Whichever thread the system picks runs the handler, also one that a library started. The
/// handler is taken away at its first call: the second signal ends the program.
void installHandlers() {
    for (const int signal : watchedSignals) {
        struct sigaction previous = {};
        sigaction(signal, nullptr, &previous);
        if (signal == SIGHUP && previous.sa_handler == SIG_IGN)
            continue;
        struct sigaction action = {};
        action.sa_handler = handleSignal;
        action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
        sigaction(signal, &action, nullptr);
    }
}

void restoreHandlers() {
    for (const int signal : watchedSignals) {
        struct sigaction current = {};
        sigaction(signal, nullptr, &current);
        if (current.sa_handler == handleSignal)
            std::signal(signal, SIG_DFL);
    }
}

void watch(std::stop_source interrupted) {
    std::uint64_t count = 0;
    if (::read(wakeUp, &count, sizeof count) == sizeof count && interruptedBySignal != 0)
        interrupted.request_stop();
}

} // namespace

InterruptWatcher::InterruptWatcher() {
    wakeUp = ::eventfd(0, EFD_CLOEXEC);
    if (wakeUp < 0)
        throw Error("cannot listen for Ctrl-C: the system is out of file descriptors");
    interruptedBySignal = 0;
    watcher_ = std::jthread([this] { watch(interrupted_); });
    installHandlers();
}

InterruptWatcher::~InterruptWatcher() {
    restoreHandlers();
    wakeWatcher();
    watcher_.join();
    ::close(wakeUp);
}

} // namespace tempera::cli
