// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/distribution_row.h"
#include "ui/lens/lens_position.h"
#include "ui/lens/ranked_distribution.h"

#include <QAbstractTableModel>

namespace tempera::ui {

/// The distribution as a table: the most probable tokens by falling probability and, unless all are
/// shown, a last row for all others, so that the rows' probabilities always add up to 1.
class DistributionModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        tokenColumn,
        probabilityColumn,
        probabilityAtOneColumn,
        removedByColumn,
        chosenColumn,
        columnTotal
    };
    /// The exact double of the two probability columns.
    static constexpr int exactRole = Qt::UserRole;
    static constexpr std::size_t allTokens = 0;

    using QAbstractTableModel::QAbstractTableModel;

    /// `ranking` may be null: no rows. Otherwise `position.vocabulary` is as large as it.
    void setDistribution(SharedRanking ranking, const LensPosition& position);
    /// How many tokens get a row of their own, or allTokens.
    void setShownTokens(std::size_t count);
    /// What percentages are written with.
    void setPercentDecimals(int decimals);

    const SharedRanking& ranking() const { return ranking_; }
    /// How many of the rows are tokens.
    std::size_t tokenRows() const;
    DistributionRow row(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    DistributionRow tokenRow(std::size_t rank) const;
    DistributionRow othersRow() const;
    QVariant display(const DistributionRow& row, int column) const;
    QString inWords(const DistributionRow& row) const;

    SharedRanking ranking_;
    std::shared_ptr<const Vocabulary> vocabulary_;
    std::optional<TokenId> chosen_;
    std::size_t chosenRank_ = 0; ///< 0: nothing is chosen
    std::size_t shown_ = 10;
    int decimals_ = 2;
    OtherTokens others_; ///< computed once per change, not once per paint
};

} // namespace tempera::ui
