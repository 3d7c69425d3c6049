// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/text_statistics.h"

#include <QString>
#include <QtGlobal>

namespace tempera::ui {

/// One of many texts.
struct ResultRow {
    quint64 seed = 0;
    QString text;
    TextStatistics statistics;
    bool finished = false; ///< false: still being written, its figures are not shown
};

} // namespace tempera::ui
