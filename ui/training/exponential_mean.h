// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>

namespace tempera::ui {

/// The weighted mean of the values so far, the weight of each 1 - 1 / window that of the next. It
/// is a true mean from the first value on: the early ones are not pulled towards zero (as Adam's
/// bias correction does it). A window of 1 smooths nothing. What is not finite is passed over.
class ExponentialMean {
public:
    /// `window` in steps, at least 1.
    explicit ExponentialMean(double window = 1.0) : decay_(1.0 - 1.0 / std::max(window, 1.0)) {}

    /// The mean with `value`: NaN before the first number.
    double add(double value) {
        if (std::isfinite(value)) {
            sum_ = decay_ * sum_ + value;
            weight_ = decay_ * weight_ + 1.0;
        }
        return sum_ / weight_;
    }

private:
    double decay_;
    double sum_ = 0.0;
    double weight_ = 0.0;
};

} // namespace tempera::ui
