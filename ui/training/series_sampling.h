// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/series_pyramid.h"

#include <span>
#include <utility>
#include <vector>

namespace tempera::ui {

/// A place of a line: a step and the value there.
struct SeriesPoint {
    double step = 0.0;
    double value = 0.0;

    bool operator==(const SeriesPoint&) const = default;
};

/// The indices [first, last) of the steps that lie in [from, to). `steps` rise.
std::pair<std::size_t, std::size_t> stepsBetween(const std::vector<double>& steps, double from,
                                                 double to);

/// The points of a line that colours the same pixels as a line through all values: in every column
/// of pixels, the steps from one of `edges` (rising) to the next, all points where they are few,
/// otherwise the first, the extremes and the last. The points next to the outermost edges are among
/// them, so that the line goes on to the border. What is not finite is passed over.
std::vector<SeriesPoint> sampleColumns(const std::vector<double>& steps,
                                       const SeriesPyramid& values, std::span<const double> edges);

} // namespace tempera::ui
