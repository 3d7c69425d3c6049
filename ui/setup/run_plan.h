// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"

#include <QMetaType>
#include <QString>

namespace tempera::ui {

/// A training run as a person sets it up.
struct RunPlan {
    TrainingSettings settings = bookTrainingSettings();
    int threads = 1; ///< processors to compute with
    /// Compute with one processor fewer than there are, where threads asks for all of them.
    bool leaveOneCoreFree = false;
    QString output; ///< a `.tempera` file; empty: kept with the studio's runs

    bool operator==(const RunPlan&) const = default;
};

/// The threads that the plan comes to on a machine with so many processors; at least 1.
int plannedThreads(const RunPlan& plan, int processors);

} // namespace tempera::ui

Q_DECLARE_METATYPE(tempera::ui::RunPlan)
