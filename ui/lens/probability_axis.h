// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

namespace tempera::ui {

/// The axis that bars are drawn along: always up to 100 %, whatever is on it, so that bars can be
/// compared while the temperature moves.
struct ProbabilityAxis {
    enum class Scale { linear, logarithmic };
    Scale scale = Scale::linear;

    /// The left end of the logarithmic scale.
    static constexpr double smallestShare = 1e-5;

    /// Where a probability ends, in [0, 1]. What is too small for the logarithmic scale gets 0.
    double fraction(double probability) const;

    struct Tick {
        double probability;
        QString text;
    };
    std::vector<Tick> ticks() const;

    /// How many decimals of a percentage say something.
    int percentDecimals() const { return scale == Scale::linear ? 2 : 3; }

    bool operator==(const ProbabilityAxis&) const = default;
};

} // namespace tempera::ui
