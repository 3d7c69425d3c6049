// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/moments/time_machine.h"
#include "app/studio/runs/run_library.h"
#include "app/studio/training/training_controller.h"

#include <QObject>
#include <QString>
#include <optional>

namespace tempera::studio {

/// Begins runs and goes on with them, and keeps the record of the one under way, so that after a
/// crash the library knows what to go on with. There must be no run under way when one is begun.
class RunKeeper final : public QObject {
    Q_OBJECT
public:
    /// Borrows all three.
    RunKeeper(TrainingController& training, RunLibrary& library, TimeMachine& moments,
              QObject* parent = nullptr);

    /// A new run. Where it has no output, its checkpoint is kept in the library.
    void begin(TrainingRequest request);
    /// Goes on with a run from its last checkpoint, or from another one of it. False where another
    /// process trains it.
    bool resume(const RunRecord& record, const ResumeChanges& changes = {},
                const QString& checkpoint = {});
    /// Goes on with the run of a checkpoint file: the library's, or one that it gets to know. Then
    /// `corpus` is what it is trained on.
    bool resumeFile(const QString& checkpoint, const TrainingCorpus& corpus, int threads);

    /// Opens the past of a run that has ended. While another one is under way that one's stays: it
    /// is being written.
    void open(const RunRecord& record);
    /// The run that was opened last, unless one was trained since.
    const std::optional<RunRecord>& opened() const { return opened_; }

    /// Ends the run under way, saved, as one to go on with at the next start. Waits for it; false
    /// where it failed.
    bool suspend();

    /// What the last new run was begun with: to begin it again, in a place of its own.
    const TrainingRequest& asked() const { return asked_; }
    /// The run under way, or the last one.
    const RunRecord& current() const { return record_; }

private:
    void start(TrainingRequest request);
    void noteEnd(const TrainingOutcome& outcome);
    void note(RunRecord::State state, const QString& problem = {});

    TrainingController& training_;
    RunLibrary& library_;
    TimeMachine& moments_;
    TrainingRequest asked_;
    RunRecord record_;
    std::optional<RunRecord> opened_;
    bool suspending_ = false;
};

} // namespace tempera::studio
