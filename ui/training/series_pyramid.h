// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace tempera::ui {

/// The lowest and the highest of some values; empty where none of them was finite.
struct Extremes {
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -std::numeric_limits<double>::infinity();

    bool empty() const { return lowest > highest; }
    void add(const Extremes& other) {
        lowest = other.lowest < lowest ? other.lowest : lowest; // false for NaN
        highest = other.highest > highest ? other.highest : highest;
    }
    void add(double value) { add(Extremes{value, value}); }
    bool operator==(const Extremes&) const = default;
};

/// A long series of values, kept exactly, that tells the extremes of any stretch of it in
/// logarithmic time: over the values stand the extremes of blocks of 16, over those of 256, and so
/// on. Only complete blocks are kept, so that appending costs next to nothing. What is not finite
/// is kept but passed over.
class SeriesPyramid {
public:
    void clear();
    void reserve(std::size_t count) { values_.reserve(count); }
    void append(double value);

    std::size_t size() const { return values_.size(); }
    double operator[](std::size_t index) const { return values_[index]; }
    const std::vector<double>& values() const { return values_; }

    /// Of the values from `first` up to, not including, `last` <= size().
    Extremes extremes(std::size_t first, std::size_t last) const;
    Extremes extremes() const { return extremes(0, size()); }

private:
    static constexpr std::size_t fanOut = 16;

    Extremes at(std::size_t level, std::size_t index) const;
    void promote(std::size_t level);

    std::vector<double> values_;
    std::vector<std::vector<Extremes>> levels_; ///< [k][i]: the i-th block of 16^(k + 1) values
};

} // namespace tempera::ui
