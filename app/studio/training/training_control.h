// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_run.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <stop_token>

namespace tempera::studio {

/// The pedals of a run, pressed by the window and obeyed by the trainer between two slices.
class TrainingControl {
public:
    // Of the window.
    void pause();
    void resume();
    /// One step, then pause.
    void step();
    /// Goes on although a checkpoint could not be written: until one can be again, or is asked
    /// for by save(), none that fails pauses the run.
    void goOnUnsaved();
    /// Ends the run, also one that is paused.
    void stop();
    /// Writes the checkpoint, also of a paused run; where `output` is given, there from now on.
    void save(const std::filesystem::path& output = {});
    /// The weights are kept for the time machine at the end of each epoch and every so many steps;
    /// 0: of each epoch only.
    void setMomentInterval(std::int64_t steps);

    // Of the trainer.
    std::stop_token stopToken() const { return stop_.get_token(); }
    bool isPaused() const;
    std::int64_t momentInterval() const;
    /// What is to be done before the next slice. Waits while the run is paused; returns nothing
    /// when it may go on or has to end.
    std::optional<TrainingCommand> nextCommand();
    /// To be called at the end of each step.
    void stepDone();
    void checkpointSaved();
    /// A checkpoint could not be written: pauses, before more is computed that can't be kept.
    /// Returns whether it did, see goOnUnsaved().
    bool checkpointFailed();

private:
    enum class Pedal { go, step, pause };
    void press(Pedal pedal);

    std::stop_source stop_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Pedal pedal_ = Pedal::go;
    bool goesOnUnsaved_ = false;
    std::optional<TrainingCommand> command_;
    std::int64_t momentInterval_ = 0;
};

} // namespace tempera::studio
