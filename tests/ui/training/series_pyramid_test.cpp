// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_pyramid.h"

#include "ui/training/exponential_mean.h"
#include "ui/training/run_series.h"
#include "ui/training/series_sampling.h"

#include <QtTest>
#include <QtWidgets>
#include <cmath>
#include <rapidcheck.h>

using namespace tempera;
using namespace tempera::ui;

namespace {

/// One by one.
Extremes naiveExtremes(const std::vector<double>& values, std::size_t first, std::size_t last) {
    Extremes extremes;
    for (std::size_t index = first; index < last; ++index) {
        if (!std::isfinite(values[index]))
            continue;
        extremes.lowest = std::min(extremes.lowest, values[index]);
        extremes.highest = std::max(extremes.highest, values[index]);
    }
    return extremes;
}

std::vector<double> anyValues(std::size_t most) {
    const auto count = *rc::gen::inRange<std::size_t>(1, most);
    std::vector<double> values;
    for (std::size_t index = 0; index < count; ++index) {
        const int value = *rc::gen::inRange(-1000, 1000);
        values.push_back(value == 0 ? std::nan("") : value == 1 ? HUGE_VAL : value / 8.0);
    }
    return values;
}

SeriesPyramid pyramidOf(const std::vector<double>& values) {
    SeriesPyramid pyramid;
    for (const double value : values)
        pyramid.append(value);
    return pyramid;
}

/// A series over steps with gaps, and edges of columns that rise unevenly, as a logarithmic axis'.
struct Picture {
    std::vector<double> values = anyValues(3000);
    std::vector<double> steps;
    std::vector<double> edges;
    SeriesPyramid pyramid = pyramidOf(values);

    Picture() {
        double step = *rc::gen::inRange(0, 10);
        for (std::size_t index = 0; index < values.size(); ++index)
            steps.push_back(step += *rc::gen::inRange(1, 4));
        double edge = *rc::gen::inRange(-20, 100);
        const int columns = *rc::gen::inRange(1, 60);
        for (int column = 0; column <= columns; ++column)
            edges.push_back(edge += *rc::gen::inRange(1, 120) / 3.0);
    }
    /// The indices of a column's steps.
    std::pair<std::size_t, std::size_t> column(std::size_t number) const {
        std::size_t first = 0;
        while (first < steps.size() && steps[first] < edges[number])
            ++first;
        std::size_t last = first;
        while (last < steps.size() && steps[last] < edges[number + 1])
            ++last;
        return {first, last};
    }
};

} // namespace

class SeriesPyramidTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyStretchHasItsExtremes() {
        QVERIFY(rc::check([] {
            const std::vector<double> values = anyValues(5000);
            const SeriesPyramid pyramid = pyramidOf(values);
            RC_ASSERT(pyramid.size() == values.size());
            for (int stretch = 0; stretch < 20; ++stretch) {
                const auto first = *rc::gen::inRange<std::size_t>(0, values.size());
                const auto last = *rc::gen::inRange<std::size_t>(first, values.size() + 1);
                RC_ASSERT(pyramid.extremes(first, last) == naiveExtremes(values, first, last));
            }
        }));
    }

    void aMillionValues() {
        std::vector<double> values;
        for (int index = 0; index < 1'000'000; ++index)
            values.push_back(std::sin(index * 0.7) * index);
        const SeriesPyramid pyramid = pyramidOf(values);
        const std::vector<std::pair<std::size_t, std::size_t>> stretches{
            {0, 1'000'000}, {1, 999'999}, {65'535, 65'537}, {65'536, 131'072}, {7, 7}};
        for (const auto& [first, last] : stretches)
            QVERIFY(pyramid.extremes(first, last) == naiveExtremes(values, first, last));
    }

    void everyColumnOfPixelsShowsItsExtremes() {
        QVERIFY(rc::check([] {
            const Picture picture;
            const SampledSeries sampled =
                sampleSeries(picture.steps, picture.pyramid, picture.edges);
            for (const SeriesColumn& column : sampled.band) {
                const auto [first, last] = picture.column(column.column);
                RC_ASSERT(column.extremes ==
                          naiveExtremes(picture.values, first > 0 ? first - 1 : 0, last));
            }
        }));
    }

    void everyValueInViewIsDrawn() {
        QVERIFY(rc::check([] {
            const Picture picture;
            const SampledSeries sampled =
                sampleSeries(picture.steps, picture.pyramid, picture.edges);
            for (std::size_t number = 0; number + 1 < picture.edges.size(); ++number) {
                const auto [first, last] = picture.column(number);
                for (std::size_t index = first; index < last; ++index) {
                    const double value = picture.values[index];
                    if (!std::isfinite(value))
                        continue;
                    const bool inLine =
                        std::ranges::count(sampled.line, SeriesPoint{picture.steps[index], value});
                    const bool inBand =
                        std::ranges::count_if(sampled.band, [&](const SeriesColumn& column) {
                            return column.column == number && column.extremes.lowest <= value &&
                                   value <= column.extremes.highest;
                        });
                    RC_ASSERT(inLine || inBand);
                }
            }
            RC_ASSERT(sampled.band.size() < picture.edges.size());
            RC_ASSERT(sampled.line.size() <= picture.edges.size() + 1);
        }));
    }

    void theMeanIsTheWeightedOne() {
        QVERIFY(rc::check([] {
            const std::vector<double> values = anyValues(60);
            const int window = *rc::gen::inRange(1, 50);
            ExponentialMean mean(window);
            for (std::size_t last = 0; last < values.size(); ++last) {
                const double smoothed = mean.add(values[last]);
                // From the definition: weights that fall by 1 - 1/window a number into the past.
                double sum = 0.0, weights = 0.0, weight = 1.0;
                for (std::size_t back = 0; back <= last; ++back) {
                    const double value = values[last - back];
                    if (!std::isfinite(value))
                        continue;
                    sum += weight * value;
                    weights += weight;
                    weight *= 1.0 - 1.0 / window;
                }
                if (weights == 0.0)
                    RC_ASSERT(std::isnan(smoothed));
                else
                    RC_ASSERT(std::abs(smoothed - sum / weights) < 1e-9);
            }
        }));
    }

    void smoothingAgainEqualsSmoothingFromTheStart() {
        RunSeries changed, direct;
        direct.setSmoothing(7);
        std::vector<StepRecord> steps;
        for (int step = 1; step <= 500; ++step)
            steps.push_back({step, 1, 5.0 + std::sin(step * 1.3), 0.001, 1.0, 100.0});
        const std::span all(steps);
        changed.append(all.first(300));
        changed.setSmoothing(7);
        changed.append(all.subspan(300));
        direct.append(all);
        QCOMPARE(changed.smoothedLoss().values(), direct.smoothedLoss().values());
        direct.setSmoothing(1);
        QCOMPARE(direct.smoothedLoss().values(), direct.values(TrainingSeries::loss).values());
    }

    void recordsComeBackAsTheyWere() {
        RunSeries run;
        const std::vector<StepRecord> steps{{1, 1, 9.5, 0.1, 2.0, 50.0},
                                            {2, 1, std::nan(""), 0.2, HUGE_VAL, 60.0},
                                            {2, 1, 7.0, 0.3, 4.0, 70.0}, // does not rise
                                            {4, 2, 8.5, 0.4, 5.0, 80.0}};
        run.append(steps);
        run.append(std::vector<ValidationRecord>{{2, 1, 9.0}});
        const TrainingProgress records = run.records();
        QCOMPARE(records.steps.size(), std::size_t(3));
        QVERIFY(std::isnan(records.steps[1].loss));
        QCOMPARE(records.steps[1].gradientNorm, HUGE_VAL);
        QCOMPARE(records.steps[2].epoch, std::int64_t(2));
        QCOMPARE(records.steps[2].tokensPerSecond, 80.0);
        QCOMPARE(records.validations.front().loss, 9.0);
        QCOMPARE(run.lossExtremes(), (Extremes{8.5, 9.5}));
    }
};

QTEST_GUILESS_MAIN(SeriesPyramidTest)
#include "series_pyramid_test.moc"
