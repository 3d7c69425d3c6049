// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_progress.h"

#include <QString>
#include <memory>
#include <vector>

namespace tempera::ui {

/// A run to compare the present one with.
struct EarlierRun {
    /// A setting that is another one than the present run's.
    struct Difference {
        QString setting;
        QString here; ///< the present run's
        QString there;

        bool operator==(const Difference&) const = default;
    };

    QString id;
    QString name;
    QString summary; ///< as in "validation 5.28 after 12,000 steps"
    bool shown = false;
    std::shared_ptr<const TrainingProgress> history = {}; ///< null until it is loaded
    std::vector<Difference> differences = {};
};

} // namespace tempera::ui
