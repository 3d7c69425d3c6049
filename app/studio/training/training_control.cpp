// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_control.h"

#include <utility>

namespace tempera::studio {

void TrainingControl::press(Pedal pedal) {
    {
        const std::lock_guard lock(mutex_);
        pedal_ = pedal;
    }
    changed_.notify_all();
}

void TrainingControl::pause() {
    press(Pedal::pause);
}

void TrainingControl::resume() {
    press(Pedal::go);
}

void TrainingControl::step() {
    press(Pedal::step);
}

void TrainingControl::goOnUnsaved() {
    {
        const std::lock_guard lock(mutex_);
        goesOnUnsaved_ = true;
        pedal_ = Pedal::go;
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

void TrainingControl::save(const std::filesystem::path& output) {
    {
        const std::lock_guard lock(mutex_);
        goesOnUnsaved_ = false;
        if (!command_)
            command_.emplace();
        command_->save = true;
        if (!output.empty())
            command_->output = output;
    }
    changed_.notify_all();
}

void TrainingControl::setMomentInterval(std::int64_t steps) {
    const std::lock_guard lock(mutex_);
    momentInterval_ = steps;
}

std::int64_t TrainingControl::momentInterval() const {
    const std::lock_guard lock(mutex_);
    return momentInterval_;
}

bool TrainingControl::isPaused() const {
    const std::lock_guard lock(mutex_);
    return pedal_ == Pedal::pause;
}

std::optional<TrainingCommand> TrainingControl::nextCommand() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock,
                  [this] { return pedal_ != Pedal::pause || command_ || stop_.stop_requested(); });
    return std::exchange(command_, std::nullopt);
}

void TrainingControl::stepDone() {
    const std::lock_guard lock(mutex_);
    if (pedal_ == Pedal::step)
        pedal_ = Pedal::pause;
}

void TrainingControl::checkpointSaved() {
    const std::lock_guard lock(mutex_);
    goesOnUnsaved_ = false;
}

bool TrainingControl::checkpointFailed() {
    const std::lock_guard lock(mutex_);
    if (!goesOnUnsaved_)
        pedal_ = Pedal::pause;
    return !goesOnUnsaved_;
}

} // namespace tempera::studio
