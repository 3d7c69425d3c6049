// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_sampling.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

std::size_t firstAtOrAfter(const std::vector<double>& steps, double step, std::size_t from = 0) {
    const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(from);
    return static_cast<std::size_t>(std::lower_bound(begin, steps.end(), step) - steps.begin());
}

void addPoint(SampledSeries& sampled, double step, double value) {
    if (std::isfinite(value))
        sampled.line.push_back({step, value});
}

} // namespace

std::pair<std::size_t, std::size_t> stepsBetween(const std::vector<double>& steps, double from,
                                                 double to) {
    const std::size_t first = firstAtOrAfter(steps, from);
    return {first, std::max(first, firstAtOrAfter(steps, to))};
}

SampledSeries sampleSeries(const std::vector<double>& steps, const SeriesPyramid& values,
                           std::span<const double> edges) {
    SampledSeries sampled;
    if (edges.size() < 2 || steps.empty())
        return sampled;
    std::size_t first = firstAtOrAfter(steps, edges.front());
    if (first > 0)
        addPoint(sampled, steps[first - 1], values[first - 1]);
    bool dense = false;
    for (std::size_t column = 0; column + 1 < edges.size(); ++column) {
        const std::size_t last = firstAtOrAfter(steps, edges[column + 1], first);
        dense = dense || last - first > 1;
        if (first < last && !dense)
            addPoint(sampled, steps[first], values[first]);
        if (first < last && dense) {
            const Extremes extremes = values.extremes(first > 0 ? first - 1 : 0, last);
            if (!extremes.empty())
                sampled.band.push_back({column, extremes});
        }
        first = last;
    }
    if (first < steps.size() && !dense)
        addPoint(sampled, steps[first], values[first]);
    return sampled;
}

} // namespace tempera::ui
