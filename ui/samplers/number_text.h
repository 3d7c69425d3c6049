// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace tempera::ui {

/// The locale that numbers are shown in: the program's, but English where that is the C locale,
/// which has no thousands separators.
QLocale displayLocale();

/// With `decimals` places and a real minus sign; an em dash for NaN, "∞" and "−∞" for infinities.
QString numberText(double value, int decimals);
/// A whole number with thousands separators, as in "15,000".
QString countText(qint64 count);

} // namespace tempera::ui
