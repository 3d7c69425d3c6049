// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tempera::studio {

class Studio;

/// Opens an export, sets the window up as it was when its first text was written, writes the text
/// again and says whether it is the same. A model of another hash is told before anything changes.
void reproduce(Studio& studio, const QString& path);

} // namespace tempera::studio
