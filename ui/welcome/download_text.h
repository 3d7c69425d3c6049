// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/welcome/download_status.h"

#include <QString>

namespace tempera::ui {

/// How far a download is, as in "31.4 MB of 84.1 MB · 5.2 MB/s · 10 s left". Speed and time
/// are left out while they are unknown.
QString downloadText(const DownloadStatus& status);

/// 0 to 1, 0 where the total is unknown.
double downloadFraction(const DownloadStatus& status);

/// "10 s", "3 min", "2 h": rounded as one would say it, never less than a second.
QString durationText(double seconds);

} // namespace tempera::ui
