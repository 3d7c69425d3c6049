// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/training/loss_outline.h"
#include "app/studio/training/training_worker.h"
#include "ui/training/training_strip.h"

#include <QObject>
#include <QThread>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tempera::studio {

/// The run as the window sees it: starts, pauses and stops it, and turns its reports into the
/// strip's figures.
class TrainingController final : public QObject {
    Q_OBJECT
public:
    explicit TrainingController(QObject* parent = nullptr,
                                LanguageModelFactory factory = libtorchLanguageModel);
    /// Stops the run, with its file written, and waits for it.
    ~TrainingController() override;

    /// Begins a run. There must be none.
    void start(const TrainingRequest& request);
    void pause(); // A run that is being stopped is not driven any more.
    void resume();
    /// The same after saveFailed(), see TrainingControl.
    void goOnUnsaved();
    /// One step, then paused.
    void step();
    void stop();
    /// The same, and returns when it has ended, with all signals of it emitted.
    void stopAndWait();
    /// Writes the checkpoint now; where `output` is given, there from now on.
    void save(const QString& output = {});
    /// See TrainingControl; also for the runs to come.
    void setMomentInterval(qint64 steps);

    bool isRunning() const { return thread_ != nullptr; }
    const ui::TrainingStatus& status() const { return status_; }
    const TrainingRequest& request() const { return request_; }
    /// What the run under way, or the last one, is; empty until it is prepared.
    const TrainingStart& runStart() const { return start_; }
    /// Of the run that is under way or ended last, from its first step on, also where that was
    /// before it was resumed: means over as many neighbouring steps as keep them below a thousand.
    const std::vector<double>& losses() const { return losses_.values(); }
    /// The newest weights of that run; null before the first ones.
    const ModelHandle& trainedModel() const { return trainedModel_; }

Q_SIGNALS:
    void started();
    void statusChanged(const tempera::ui::TrainingStatus& status);
    /// Corpus, vocabulary and model are there: the first step follows.
    void prepared(const tempera::studio::TrainingStart& start);
    void reported(const tempera::studio::TrainingReport& report);
    void published(const tempera::ModelHandle& model);
    void momentReached(const tempera::studio::TrainingMoment& moment);
    void saved(const QString& path);
    /// The run is paused until a person decides: save(), resume(), goOnUnsaved() or stop().
    void saveFailed(const QString& message);
    void ended(const tempera::studio::TrainingOutcome& outcome);

private:
    void connectWorker(const TrainingWorker& worker);
    void prepare(const TrainingStart& start);
    void take(std::span<const StepRecord> steps, std::span<const ValidationRecord> validations);
    bool isPrepared() const { return start_.stepsPerEpoch > 0; }
    bool isDrivable() const;
    void showGoing();
    void setPhase(ui::TrainingStatus::Phase phase);
    void receive(const TrainingReport& report);
    void finish(const TrainingOutcome& outcome);
    void joinThread();

    LanguageModelFactory factory_;
    TrainingRequest request_;
    TrainingStart start_;
    qint64 momentInterval_ = 0;
    ui::TrainingStatus status_;
    LossOutline losses_;
    ModelHandle trainedModel_;
    std::shared_ptr<TrainingControl> control_;
    std::unique_ptr<QThread> thread_; ///< the trainer's, while there is a run
};

} // namespace tempera::studio
