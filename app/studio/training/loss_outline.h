// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

namespace tempera::studio {

/// The shape of a run of any length in a bounded number of values, for a small picture of it: means
/// over 2^k neighbouring steps each.
class LossOutline {
public:
    void append(double loss);
    const std::vector<double>& values() const { return values_; }

private:
    void halve();

    std::vector<double> values_;
    std::size_t stepsPerValue_ = 1;
    double pendingSum_ = 0.0;
    std::size_t pendingSteps_ = 0;
};

} // namespace tempera::studio
