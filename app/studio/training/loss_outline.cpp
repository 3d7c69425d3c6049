// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/loss_outline.h"

namespace tempera::studio {

namespace {

constexpr std::size_t mostValues = 1'000;

} // namespace

void LossOutline::append(double loss) {
    pendingSum_ += loss;
    if (++pendingSteps_ < stepsPerValue_)
        return;
    values_.push_back(pendingSum_ / static_cast<double>(pendingSteps_));
    pendingSum_ = 0.0;
    pendingSteps_ = 0;
    if (values_.size() == mostValues)
        halve();
}

void LossOutline::halve() {
    for (std::size_t i = 0; i < values_.size() / 2; ++i)
        values_[i] = (values_[2 * i] + values_[2 * i + 1]) / 2.0;
    values_.resize(values_.size() / 2);
    stepsPerValue_ *= 2;
}

} // namespace tempera::studio
