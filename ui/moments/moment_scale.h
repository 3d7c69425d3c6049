// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tempera::ui {

/// Where the moments of a run stand on a line: by their steps from 0 on or, logarithmically, from
/// the first moment to the last, so that the quick changes of the beginning have room.
class MomentScale {
public:
    MomentScale() = default;
    /// `steps` rise.
    MomentScale(std::vector<std::int64_t> steps, bool logarithmic);

    std::size_t count() const { return fractions_.size(); }
    /// In [0, 1] of the line's length; the last moment is at 1.
    double fraction(std::size_t index) const { return fractions_[index]; }
    /// The moment that is nearest to a place on the line. There must be one.
    std::size_t nearest(double fraction) const;

private:
    std::vector<double> fractions_;
};

} // namespace tempera::ui
