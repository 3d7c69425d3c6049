// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include <csignal>
#include <ctime>
#include <pthread.h>

namespace tempera::cli {

namespace {

sigset_t interrupts() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

void maskInterrupts(int how) {
    const sigset_t signals = interrupts();
    pthread_sigmask(how, &signals, nullptr);
}

/// Waits for a signal, looking up now and then to see whether it is still wanted; 0 if it is not.
/// Signals are waited for rather than handled: a handler could call next to nothing.
int waitForInterrupt(const std::stop_token& unwanted) {
    const sigset_t signals = interrupts();
    const timespec pause{0, 50'000'000};
    while (!unwanted.stop_requested()) {
        const int signal = sigtimedwait(&signals, nullptr, &pause);
        if (signal > 0)
            return signal;
    }
    return 0;
}

void watch(const std::stop_token& unwanted, std::stop_source interrupted) {
    if (waitForInterrupt(unwanted) == 0)
        return;
    interrupted.request_stop();
    const int second = waitForInterrupt(unwanted);
    if (second == 0)
        return;
    maskInterrupts(SIG_UNBLOCK);
    std::raise(second); // unhandled: ends the program
}

} // namespace

InterruptWatcher::InterruptWatcher() {
    maskInterrupts(SIG_BLOCK); // threads that are started from now on inherit it
    watcher_ =
        std::jthread([this](const std::stop_token& unwanted) { watch(unwanted, interrupted_); });
}

InterruptWatcher::~InterruptWatcher() {
    watcher_.request_stop();
    watcher_.join();
    maskInterrupts(SIG_UNBLOCK);
}

} // namespace tempera::cli
