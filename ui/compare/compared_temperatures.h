// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace tempera::ui {

inline constexpr int fewestColumns = 2;
inline constexpr int mostColumns = 6;

/// The temperatures at which the book lets its model write ("Deep Learning with Python", 12.1).
const std::vector<double>& booksFiveTemperatures();

/// A temperature worth adding to these: one of the book's that is missing, or else the middle, on a
/// logarithmic scale, of the widest gap.
double temperatureToAdd(const std::vector<double>& temperatures);

/// Adds it where it belongs if they rise, else at the end. Returns its index.
int addTemperature(std::vector<double>& temperatures, double temperature);

} // namespace tempera::ui
