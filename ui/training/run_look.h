// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace tempera::ui {

/// How many colours there are before they come again.
inline constexpr int runColorCount = 4;

/// The colour of an earlier run in charts and lists. Apart from the accent and the outline, in
/// which the present run is drawn, and from each other also for people who see fewer colours: they
/// differ in lightness too. `index` from 0, in the order of the list.
QColor runColor(int index, const QPalette& palette);

} // namespace tempera::ui
