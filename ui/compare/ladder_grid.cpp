// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ladder_grid.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

void LadderGrid::setTemperatures(std::vector<double> temperatures) {
    temperatures_ = std::move(temperatures);
    rows_.assign(temperatures_.size(), {});
}

void LadderGrid::setRow(std::size_t row, std::vector<LadderCell> cells) {
    if (row < rows_.size())
        rows_[row] = std::move(cells);
}

std::size_t LadderGrid::positionCount() const {
    std::size_t longest = 0;
    for (const std::vector<LadderCell>& row : rows_)
        longest = std::max(longest, row.size());
    return longest;
}

const LadderCell* LadderGrid::cell(std::size_t row, std::size_t position) const {
    if (row >= rows_.size() || position >= rows_[row].size())
        return nullptr;
    return &rows_[row][position];
}

std::vector<LadderDifference> LadderGrid::differences() const {
    std::vector<LadderDifference> result;
    for (std::size_t row = 0; row + 1 < rows_.size(); ++row) {
        const std::size_t common = std::min(rows_[row].size(), rows_[row + 1].size());
        for (std::size_t position = 0; position < common; ++position)
            if (rows_[row][position].id != rows_[row + 1][position].id)
                result.push_back({row, position});
    }
    return result;
}

std::optional<double> LadderGrid::placeOf(double temperature) const {
    // A logarithmic row of temperatures ends a rounding error away from what it was made to.
    const auto above = std::ranges::lower_bound(temperatures_, temperature * (1.0 - 1e-9));
    if (above == temperatures_.end())
        return std::nullopt;
    const auto index = static_cast<double>(above - temperatures_.begin());
    if (std::abs(*above - temperature) <= 1e-9 * temperature)
        return index;
    if (above == temperatures_.begin())
        return std::nullopt;
    const double below = *(above - 1);
    if (below <= 0.0 || std::isinf(*above))
        return std::nullopt; // neither has a place on a logarithmic scale
    return index - std::log(*above / temperature) / std::log(*above / below);
}

QString LadderGrid::textUntil(std::size_t row, std::size_t position,
                              const QString& separator) const {
    QStringList words;
    for (std::size_t index = 0; index <= position && cell(row, index) != nullptr; ++index)
        words.append(rows_[row][index].word);
    return words.join(separator);
}

} // namespace tempera::ui
