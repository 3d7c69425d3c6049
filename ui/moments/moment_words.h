// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"

#include <QString>

namespace tempera::ui {

/// "step 1,200".
QString momentStepText(const Moment& moment);
/// "end of epoch 2", "in epoch 2", "before training".
QString momentEpochText(const Moment& moment);
/// "train 4.71 · val 4.92"; what is not known is left out.
QString momentLossText(const Moment& moment);
/// All of it and the entropy, in one line.
QString momentText(const Moment& moment);

} // namespace tempera::ui
