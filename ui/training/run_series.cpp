// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_series.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

void RunSeries::clear() {
    const int window = window_;
    *this = {};
    window_ = window;
    mean_ = ExponentialMean(window);
}

void RunSeries::reserve(std::size_t steps) {
    steps_.reserve(steps);
    epochs_.reserve(steps);
    smoothed_.reserve(steps);
    for (SeriesPyramid& values : values_)
        values.reserve(steps);
}

void RunSeries::append(std::span<const StepRecord> steps) {
    if (steps_.empty())
        reserve(steps.size());
    for (const StepRecord& step : steps) {
        const auto number = static_cast<double>(step.step);
        if (!steps_.empty() && number <= steps_.back())
            continue;
        steps_.push_back(number);
        epochs_.push_back(step.epoch);
        for (const TrainingSeries series : allTrainingSeries)
            values_[static_cast<std::size_t>(series)].append(valueOf(step, series));
        smoothed_.append(mean_.add(step.loss));
    }
}

void RunSeries::append(std::span<const ValidationRecord> validations) {
    for (const ValidationRecord& validation : validations) {
        if (!validations_.empty() && validation.step <= validations_.back().step)
            continue;
        validations_.push_back(validation);
        if (std::isfinite(validation.loss))
            validationExtremes_.add(validation.loss);
    }
}

void RunSeries::setSmoothing(int window) {
    if (window == window_)
        return;
    window_ = window;
    mean_ = ExponentialMean(window);
    smoothed_.clear();
    smoothed_.reserve(steps_.capacity());
    for (const double loss : values(TrainingSeries::loss).values())
        smoothed_.append(mean_.add(loss));
}

std::size_t nearestStep(const std::vector<double>& steps, double step) {
    const auto after = std::lower_bound(steps.begin(), steps.end(), step);
    const auto index = static_cast<std::size_t>(after - steps.begin());
    if (after == steps.end())
        return index - 1;
    if (after == steps.begin())
        return 0;
    return step - steps[index - 1] <= steps[index] - step ? index - 1 : index;
}

std::optional<std::size_t> RunSeries::nearestIndex(double step) const {
    if (steps_.empty())
        return std::nullopt;
    return nearestStep(steps_, step);
}

const ValidationRecord* RunSeries::validationBefore(double step) const {
    const auto after = std::upper_bound(validations_.begin(), validations_.end(), step,
                                        [](double value, const ValidationRecord& record) {
                                            return value < static_cast<double>(record.step);
                                        });
    return after == validations_.begin() ? nullptr : &*(after - 1);
}

Extremes RunSeries::lossExtremes() const {
    Extremes extremes = values(TrainingSeries::loss).extremes();
    extremes.add(validationExtremes_);
    return extremes;
}

Extremes RunSeries::stepExtremes() const {
    Extremes extremes;
    if (!steps_.empty())
        extremes.add(Extremes{steps_.front(), steps_.back()});
    if (!validations_.empty())
        extremes.add(Extremes{static_cast<double>(validations_.front().step),
                              static_cast<double>(validations_.back().step)});
    return extremes;
}

TrainingProgress RunSeries::records() const {
    TrainingProgress progress;
    progress.steps.reserve(steps_.size());
    for (std::size_t index = 0; index < steps_.size(); ++index)
        progress.steps.push_back(
            {.step = static_cast<std::int64_t>(steps_[index]),
             .epoch = epochs_[index],
             .loss = values(TrainingSeries::loss)[index],
             .learningRate = values(TrainingSeries::learningRate)[index],
             .gradientNorm = values(TrainingSeries::gradientNorm)[index],
             .tokensPerSecond = values(TrainingSeries::tokensPerSecond)[index]});
    progress.validations = validations_;
    return progress;
}

} // namespace tempera::ui
