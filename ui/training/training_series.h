// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_progress.h"

#include <QString>
#include <array>

namespace tempera::ui {

/// What every step of a run tells.
enum class TrainingSeries { loss, learningRate, gradientNorm, tokensPerSecond };

inline constexpr std::array allTrainingSeries{TrainingSeries::loss, TrainingSeries::learningRate,
                                              TrainingSeries::gradientNorm,
                                              TrainingSeries::tokensPerSecond};

/// As in "learning rate".
QString seriesName(TrainingSeries series);
/// What it means, in a sentence.
QString seriesMeaning(TrainingSeries series);
/// A value to read: "0.00100", "5,210".
QString seriesValueText(TrainingSeries series, double value);
/// The same with its name, short: "learning rate 0.00100", "5,210 tokens/s".
QString seriesReading(TrainingSeries series, double value);
double valueOf(const StepRecord& step, TrainingSeries series);

/// A learning rate in three significant digits: as "0.00100", or "1.00 × 10⁻⁵" where that takes
/// many zeros.
QString learningRateText(double rate);

} // namespace tempera::ui
