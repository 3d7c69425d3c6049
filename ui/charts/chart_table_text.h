// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

#include <string>

namespace tempera::ui {

/// A number in as many digits as it takes to read it back exactly, in the C locale; text as it is;
/// nothing for a cell without a value.
QString exactText(const QVariant& value);

/// Columns parted by tabs, rows by line breaks, names first: what a spreadsheet takes from the
/// clipboard.
QString tableAsTsv(const ChartTable& table);

/// RFC 4180. `guardFormulas` as in core/export/csv_field.h; numbers are not touched. Two more
/// columns, `chart` and `recipe`, hold title and provenance in the first row.
std::string tableAsCsv(const ChartTable& table, const QString& title, const QString& provenance,
                       bool guardFormulas);

} // namespace tempera::ui
