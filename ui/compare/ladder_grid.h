// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/token.h"

#include <QString>
#include <cstddef>
#include <optional>
#include <vector>

namespace tempera::ui {

/// One token of the text that was written at one temperature.
struct LadderCell {
    QString word;
    TokenId id = 0;
    double entropyBits = 0.0;
    double surpriseBits = 0.0; ///< -log2 of its probability
};

/// A place between two neighbouring rows where their texts differ.
struct LadderDifference {
    std::size_t lowerRow = 0; ///< the other one is the next
    std::size_t position = 0; ///< index into both texts

    bool operator==(const LadderDifference&) const = default;
};

/// The texts at rising temperatures, row by row as they come.
class LadderGrid {
public:
    void setTemperatures(std::vector<double> temperatures);
    /// Out of range: nothing happens.
    void setRow(std::size_t row, std::vector<LadderCell> cells);

    const std::vector<double>& temperatures() const { return temperatures_; }
    std::size_t rowCount() const { return temperatures_.size(); }
    /// The length of the longest text.
    std::size_t positionCount() const;
    const std::vector<LadderCell>& row(std::size_t index) const { return rows_[index]; }
    /// None where no token is known.
    const LadderCell* cell(std::size_t row, std::size_t position) const;
    /// Where rows `lowerRow` and the next both have a token, and not the same one; rows upward.
    std::vector<LadderDifference> differences() const;
    /// Where a temperature stands among the rows (0 is the first row's), in between on a
    /// logarithmic scale; nothing outside of them.
    std::optional<double> placeOf(double temperature) const;
    /// The words up to and with that position.
    QString textUntil(std::size_t row, std::size_t position, const QString& separator) const;

private:
    std::vector<double> temperatures_;
    std::vector<std::vector<LadderCell>> rows_;
};

} // namespace tempera::ui
