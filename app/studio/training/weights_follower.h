// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/model/current_model.h"
#include "app/studio/training/training_controller.h"
#include "ui/training/weights_age.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <optional>

namespace tempera::studio {

/// The window explores the newest weights of a run, until a person pins those it has or opens
/// another model.
class WeightsFollower final : public QObject {
    Q_OBJECT
public:
    /// Borrows both.
    WeightsFollower(TrainingController& training, CurrentModel& model, QObject* parent = nullptr);

    /// While pinned, weights that the run publishes don't reach the window.
    void setPinned(bool pinned);
    bool isPinned() const { return pinned_; }
    /// Brings the window (back) to the newest weights, and follows them.
    void useNewest();
    /// True where there are weights of a run that the window doesn't have.
    bool newerExist() const;
    /// Of the weights that the window has; empty where they are no weights of the run that is under
    /// way.
    std::optional<ui::WeightsAge> age() const;

Q_SIGNALS:
    /// Anything of the above may be another.
    void changed();

private:
    void receive(const ModelHandle& model);
    bool isOfTheRun() const;
    void show(const ModelHandle& model);

    TrainingController& training_;
    CurrentModel& model_;
    ModelHandle shown_; ///< what the window would be replaced by newer weights of
    QElapsedTimer shownSince_;
    bool pinned_ = false;
    QTimer ageing_;
};

} // namespace tempera::studio
