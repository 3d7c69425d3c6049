// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_sampling.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr std::size_t fewPoints = 4; // in a column: then all of them are drawn

std::size_t firstAtOrAfter(const std::vector<double>& steps, double step, std::size_t from = 0) {
    const auto begin = steps.begin() + static_cast<std::ptrdiff_t>(from);
    return static_cast<std::size_t>(std::lower_bound(begin, steps.end(), step) - steps.begin());
}

class Sampler {
public:
    Sampler(const std::vector<double>& steps, const SeriesPyramid& values)
        : steps_(steps), values_(values) {}

    void add(std::size_t index) {
        if (std::isfinite(values_[index]))
            points_.push_back({steps_[index], values_[index]});
    }
    void addColumn(std::size_t first, std::size_t last) {
        if (last - first <= fewPoints) {
            for (; first < last; ++first)
                add(first);
            return;
        }
        add(first);
        const Extremes extremes = values_.extremes(first + 1, last - 1);
        const double middle = (steps_[first] + steps_[last - 1]) / 2.0;
        if (!extremes.empty()) {
            points_.push_back({middle, extremes.lowest});
            points_.push_back({middle, extremes.highest});
        }
        add(last - 1);
    }
    std::vector<SeriesPoint> take() { return std::move(points_); }

private:
    const std::vector<double>& steps_;
    const SeriesPyramid& values_;
    std::vector<SeriesPoint> points_;
};

} // namespace

std::pair<std::size_t, std::size_t> stepsBetween(const std::vector<double>& steps, double from,
                                                 double to) {
    const std::size_t first = firstAtOrAfter(steps, from);
    return {first, std::max(first, firstAtOrAfter(steps, to))};
}

std::vector<SeriesPoint> sampleColumns(const std::vector<double>& steps,
                                       const SeriesPyramid& values, std::span<const double> edges) {
    if (edges.size() < 2 || steps.empty())
        return {};
    Sampler sampler(steps, values);
    std::size_t first = firstAtOrAfter(steps, edges.front());
    if (first > 0)
        sampler.add(first - 1);
    for (const double edge : edges.subspan(1)) {
        const std::size_t last = firstAtOrAfter(steps, edge, first);
        sampler.addColumn(first, last);
        first = last;
    }
    if (first < steps.size())
        sampler.add(first);
    return sampler.take();
}

} // namespace tempera::ui
