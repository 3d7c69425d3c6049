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

/// A column of pixels in which a line goes up and down.
struct SeriesColumn {
    std::size_t column = 0; ///< from 0, of those between the edges
    Extremes extremes;      ///< of its values and the last one before it, so that columns join

    bool operator==(const SeriesColumn&) const = default;
};

/// What has to be drawn of a long series: all points from the left as long as columns hold no more
/// than one, and from there on the extremes of every column.
struct SampledSeries {
    std::vector<SeriesPoint> line;
    std::vector<SeriesColumn> band;
};

/// Colours the same pixels as a line through all values. A column of pixels holds the steps from
/// one of `edges` (rising) up to the next. The points next to the outermost edges are in the line,
/// so that it goes on to the border. What is not finite is passed over.
SampledSeries sampleSeries(const std::vector<double>& steps, const SeriesPyramid& values,
                           std::span<const double> edges);

} // namespace tempera::ui
