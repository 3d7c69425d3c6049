// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_pyramid.h"

#include <cmath>

namespace tempera::ui {

void SeriesPyramid::clear() {
    values_.clear();
    levels_.clear();
}

void SeriesPyramid::append(double value) {
    values_.push_back(value);
    if (values_.size() % fanOut == 0)
        promote(0);
}

/// Level 0 is the values themselves, level k + 1 what stands in levels_[k].
Extremes SeriesPyramid::at(std::size_t level, std::size_t index) const {
    if (level > 0)
        return levels_[level - 1][index];
    Extremes single;
    if (std::isfinite(values_[index]))
        single.add(values_[index]);
    return single;
}

/// A block of `level` has just been completed: it becomes one element of the next.
void SeriesPyramid::promote(std::size_t level) {
    const std::size_t end = level == 0 ? values_.size() : levels_[level - 1].size();
    Extremes block;
    for (std::size_t index = end - fanOut; index < end; ++index)
        block.add(at(level, index));
    if (level == levels_.size())
        levels_.emplace_back();
    levels_[level].push_back(block);
    if (levels_[level].size() % fanOut == 0)
        promote(level + 1);
}

Extremes SeriesPyramid::extremes(std::size_t first, std::size_t last) const {
    Extremes result;
    // What is not aligned to blocks is taken from this level, the blocks between from the next.
    for (std::size_t level = 0; first < last; ++level) {
        for (; first < last && first % fanOut != 0; ++first)
            result.add(at(level, first));
        for (; first < last && last % fanOut != 0; --last)
            result.add(at(level, last - 1));
        first /= fanOut;
        last /= fanOut;
    }
    return result;
}

} // namespace tempera::ui
