// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tempera::ui {

/// Whole numbers from `first` (at least 1) to `last`, both included: all of them while they are
/// few, then those that a curve over a logarithmic axis needs. Rising, empty where last < first.
std::vector<std::size_t> curvePlaces(std::size_t first, std::size_t last);

} // namespace tempera::ui
