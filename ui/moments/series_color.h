// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <cstddef>

namespace tempera::ui {

inline constexpr std::size_t seriesColorCount = 8;

/// Colours for lines that stand for different things, told apart also with a colour vision
/// deficiency, at least 3:1 against a card's background. `index` below seriesColorCount.
QColor seriesColor(std::size_t index, const QPalette& palette);

} // namespace tempera::ui
