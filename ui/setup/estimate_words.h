// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_settings.h"
#include "ui/setup/run_estimate.h"

#include <QString>

namespace tempera::ui {

/// "34 ms", "1.4 s", "42 s", "4 min 10 s", "1 h 12 min", "3 d 4 h".
QString timeWords(double seconds);
/// "683 MB", "3.1 GB".
QString memoryWords(quint64 bytes);
/// What was measured, a line each; empty where nothing was. The settings tell why a run's length is
/// not known.
QStringList speedLines(const RunEstimate& estimate, const TrainingSettings& settings);

} // namespace tempera::ui
