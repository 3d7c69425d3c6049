// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

namespace tempera::ui {

/// A smooth course of noisy values: an exponential mean whose window grows with their number, an
/// eighth of them up to 25, so that it neither lags behind a steep beginning nor trembles later.
class RunningMean {
public:
    double add(double value) {
        count_ += 1.0;
        mean_ += (value - mean_) / std::clamp(count_ / 8.0, 1.0, 25.0);
        return mean_;
    }

private:
    double count_ = 0.0;
    double mean_ = 0.0;
};

} // namespace tempera::ui
