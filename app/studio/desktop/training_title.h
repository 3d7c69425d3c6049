// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_status.h"

#include <QString>

namespace tempera::studio {

/// "43 % · book.safetensors — Tempera", "Paused at 43 % · ..." while there is a run: what comes
/// first is seen in a task bar. Without one the model alone.
QString windowTitle(const QString& modelName, const ui::TrainingStatus& status);

/// For a notification: "Validation loss 5.28 after 2 h 10 min", with what is known.
QString resultText(const ui::TrainingStatus& status, double elapsedSeconds);

} // namespace tempera::studio
