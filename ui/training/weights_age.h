// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tempera::ui {

/// Which weights of a run the texts are written with.
struct WeightsAge {
    qint64 step = 0;         ///< after which they were taken
    double secondsOld = 0.0; ///< since then
    bool pinned = false;     ///< newer ones don't take their place
    bool newerExist = false;
};

} // namespace tempera::ui
