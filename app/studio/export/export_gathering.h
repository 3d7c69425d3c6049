// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/export_content.h"

#include <vector>

namespace tempera::studio {

class Studio;

/// What can be exported now: the current text, the compared ones, the results, the distribution
/// that the Lens shows, every chart of the window.
ui::ExportContent gatherExport(const Studio& studio);

/// The chosen rows of the results.
ui::TextSelection selectedResults(const Studio& studio, const std::vector<int>& rows);

} // namespace tempera::studio
