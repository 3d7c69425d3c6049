// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/training/loss_outline.h"
#include "app/studio/training/training_worker.h"
#include "ui/training/training_strip.h"

#include <QObject>
#include <QThread>
#include <memory>
#include <optional>
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
    void pause();
    void resume();
    void stop();

    bool isRunning() const { return thread_ != nullptr; }
    const ui::TrainingStatus& status() const { return status_; }
    const TrainingRequest& request() const { return request_; }
    /// Of the run that is under way or ended last, from its first step on: means over as many
    /// neighbouring steps as keep them below a thousand.
    const std::vector<double>& losses() const { return losses_.values(); }
    /// The newest weights of that run; null before the first ones.
    const ModelHandle& trainedModel() const { return trainedModel_; }

Q_SIGNALS:
    void started();
    void statusChanged(const tempera::ui::TrainingStatus& status);
    void reported(const tempera::studio::TrainingReport& report);
    void published(const tempera::ModelHandle& model);
    void saved(const QString& path);
    void saveFailed(const QString& message);
    void ended(const tempera::studio::TrainingOutcome& outcome);

private:
    void setPhase(ui::TrainingStatus::Phase phase);
    void receive(const TrainingReport& report);
    void finish(const TrainingOutcome& outcome);
    void joinThread();

    LanguageModelFactory factory_;
    TrainingRequest request_;
    ui::TrainingStatus status_;
    LossOutline losses_;
    ModelHandle trainedModel_;
    std::shared_ptr<TrainingControl> control_;
    std::unique_ptr<QThread> thread_; ///< the trainer's, while there is a run
};

} // namespace tempera::studio
