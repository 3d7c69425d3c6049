// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace tempera::studio {

/// The pedals of a run, pressed by the GUI and obeyed by the trainer between two slices.
class TrainingControl {
public:
    void pause();
    void resume();
    /// Ends the run, also one that is paused.
    void stop();

    std::stop_token stopToken() const { return stop_.get_token(); }
    bool isPaused() const;
    /// Called by the trainer: returns when the run may go on or has to end.
    void waitWhilePaused();

private:
    std::stop_source stop_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool paused_ = false;
};

} // namespace tempera::studio
