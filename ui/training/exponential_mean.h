// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera::ui {

/// An exponentially weighted mean without the bias towards its beginning (Kingma and Ba, "Adam",
/// 2015, section 3): after the first value it is that value.
class ExponentialMean {
public:
    /// `window`: over about how many values it averages, at least 1.
    explicit ExponentialMean(double window) : keep_(1.0 - 1.0 / window) {}

    double add(double value) {
        sum_ = keep_ * sum_ + (1.0 - keep_) * value;
        weight_ = keep_ * weight_ + (1.0 - keep_);
        return sum_ / weight_;
    }

private:
    double keep_;
    double sum_ = 0.0;
    double weight_ = 0.0; ///< of all values so far: 1 - keep^n
};

} // namespace tempera::ui
