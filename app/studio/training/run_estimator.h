// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/corpus/corpus_controller.h"
#include "app/studio/training/speed_probe.h"
#include "app/studio/training/training_controller.h"
#include "app/studio/training/training_setup.h"
#include "ui/setup/run_estimate.h"

#include <QObject>
#include <QTimer>

namespace tempera::studio {

/// What the planned run would need: memory and parameters by counting, at once; time by measuring a
/// second or two on this machine, while somebody looks and nothing trains.
class RunEstimator final : public QObject {
    Q_OBJECT
public:
    /// Borrows the first three.
    RunEstimator(TrainingSetup& setup, CorpusController& corpus, TrainingController& training,
                 LanguageModelFactory factory, QObject* parent = nullptr);

    const ui::RunEstimate& estimate() const { return estimate_; }
    /// Measures now. Nothing happens while there is no corpus, or a run is under way.
    void measure();
    /// While active it measures by itself, a moment after the last change.
    void setActive(bool active);

Q_SIGNALS:
    void changed(const tempera::ui::RunEstimate& estimate);

private:
    void planChanged();
    void count();
    void receive(const SpeedEstimate& speed);
    void publish();

    TrainingSetup& setup_;
    CorpusController& corpus_;
    TrainingController& training_;
    SpeedProbe probe_;
    ui::RunEstimate estimate_;
    QTimer pause_;
    bool active_ = false;
};

} // namespace tempera::studio
