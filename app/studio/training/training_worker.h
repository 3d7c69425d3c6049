// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/moments/training_moment.h"
#include "app/studio/training/training_control.h"
#include "app/studio/training/training_request.h"
#include "core/model/language_model.h"

#include <QObject>
#include <functional>
#include <memory>

namespace tempera::studio {

/// Makes the model that a run trains, on the trainer thread: LibTorch's, or a fake one in tests.
using LanguageModelFactory =
    std::function<std::unique_ptr<LanguageModel>(const TrainingRequest& request)>;
/// Loads LibTorch at its first call and sets its threads up.
std::unique_ptr<LanguageModel> libtorchLanguageModel(const TrainingRequest& request);

/// Trains on its own thread, by the same runTraining() as the command line, and publishes its
/// weights as immutable models while it does.
class TrainingWorker final : public QObject {
    Q_OBJECT
public:
    TrainingWorker(std::shared_ptr<TrainingControl> control, LanguageModelFactory factory);

    /// Reads the corpus, trains until a limit or control's stop, and reports the outcome. Blocks
    /// the trainer thread; never throws.
    void run(const TrainingRequest& request);

Q_SIGNALS:
    /// In [0, 1]: how much of the corpus is read.
    void preparing(double fraction);
    /// Before the first step.
    void prepared(const tempera::studio::TrainingStart& start);
    void reported(const tempera::studio::TrainingReport& report);
    /// Newer weights; the last ones come before ended().
    void published(const tempera::ModelHandle& model);
    /// At the end of each epoch, and every TrainingControl::momentInterval() steps.
    void momentReached(const tempera::studio::TrainingMoment& moment);
    /// A step that was asked for by itself is done: the run is paused again.
    void paused();
    void saved(const QString& path);
    /// The run was paused because of it.
    void saveFailed(const QString& message);
    void ended(const tempera::studio::TrainingOutcome& outcome);

private:
    bool train(const TrainingRequest& request);

    std::shared_ptr<TrainingControl> control_;
    LanguageModelFactory factory_;
};

} // namespace tempera::studio
