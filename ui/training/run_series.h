// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_progress.h"
#include "ui/training/exponential_mean.h"
#include "ui/training/series_pyramid.h"
#include "ui/training/training_series.h"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace tempera::ui {

/// Everything that a run has recorded, in columns for drawing: a million steps are appended, looked
/// up and smoothed while a picture is drawn. Steps rise; a record that does not is left out.
/// Values that are not finite are gaps in the lines, but stay in records().
class RunSeries {
public:
    void clear();
    void append(std::span<const StepRecord> steps);
    void append(std::span<const ValidationRecord> validations);
    /// Of the smoothed loss, in steps, at least 1.
    void setSmoothing(int window);

    bool empty() const { return steps_.empty() && validations_.empty(); }
    const std::vector<double>& steps() const { return steps_; }
    std::int64_t epochAt(std::size_t index) const { return epochs_[index]; }
    const SeriesPyramid& values(TrainingSeries series) const {
        return values_[static_cast<std::size_t>(series)];
    }
    const SeriesPyramid& smoothedLoss() const { return smoothed_; }
    const std::vector<ValidationRecord>& validations() const { return validations_; }

    /// Of the step nearest to `step`; none where there are no steps.
    std::optional<std::size_t> nearestIndex(double step) const;
    /// The last one that was made at `step` or before it; null where there is none.
    const ValidationRecord* validationBefore(double step) const;
    /// Of loss and validation loss: for axes.
    Extremes lossExtremes() const;
    Extremes stepExtremes() const;

    /// What was appended, but for the time that passed.
    TrainingProgress records() const;

private:
    void reserve(std::size_t steps);

    std::vector<double> steps_;
    std::vector<std::int64_t> epochs_;
    std::array<SeriesPyramid, allTrainingSeries.size()> values_;
    int window_ = 25;
    ExponentialMean mean_{25.0};
    SeriesPyramid smoothed_;
    std::vector<ValidationRecord> validations_;
    Extremes validationExtremes_;
};

/// The index of the element of `steps` (rising, not empty) nearest to `step`.
std::size_t nearestStep(const std::vector<double>& steps, double step);

} // namespace tempera::ui
