// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_control.h"

namespace tempera::studio {

void TrainingControl::pause() {
    const std::lock_guard lock(mutex_);
    paused_ = true;
}

void TrainingControl::resume() {
    {
        const std::lock_guard lock(mutex_);
        paused_ = false;
    }
    changed_.notify_all();
}

void TrainingControl::stop() {
    {
        const std::lock_guard lock(mutex_);
        stop_.request_stop();
    }
    changed_.notify_all();
}

bool TrainingControl::isPaused() const {
    const std::lock_guard lock(mutex_);
    return paused_;
}

void TrainingControl::waitWhilePaused() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !paused_ || stop_.stop_requested(); });
}

} // namespace tempera::studio
