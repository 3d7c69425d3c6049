// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_model.h"

#include "ui/lens/lens_readouts.h"
#include "ui/lens/number_text.h"
#include "ui/theme/plain_tool_tip.h"

#include <algorithm>

namespace tempera::ui {

void DistributionModel::setDistribution(SharedRanking ranking, const LensPosition& position) {
    const bool resets =
        (ranking == nullptr ? 0 : ranking->size()) != (ranking_ == nullptr ? 0 : ranking_->size());
    if (resets)
        beginResetModel();
    ranking_ = std::move(ranking);
    vocabulary_ = position.vocabulary;
    chosen_ = position.chosen;
    chosenRank_ = ranking_ != nullptr && chosen_ ? ranking_->distribution().rankOf(*chosen_) : 0;
    others_ = ranking_ != nullptr ? ranking_->others(tokenRows()) : OtherTokens{};
    if (resets)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnTotal - 1));
}

void DistributionModel::setShownTokens(std::size_t count) {
    if (count == shown_)
        return;
    beginResetModel();
    shown_ = count;
    others_ = ranking_ != nullptr ? ranking_->others(tokenRows()) : OtherTokens{};
    endResetModel();
}

void DistributionModel::setPercentDecimals(int decimals) {
    decimals_ = decimals;
}

std::size_t DistributionModel::tokenRows() const {
    const std::size_t size = ranking_ == nullptr ? 0 : ranking_->size();
    return shown_ == allTokens ? size : std::min(shown_, size);
}

int DistributionModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid() || ranking_ == nullptr)
        return 0;
    return static_cast<int>(tokenRows() + (others_.count > 0 ? 1 : 0));
}

int DistributionModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columnTotal;
}

DistributionRow DistributionModel::row(int row) const {
    const auto rank = static_cast<std::size_t>(row) + 1;
    return rank <= tokenRows() ? tokenRow(rank) : othersRow();
}

DistributionRow DistributionModel::tokenRow(std::size_t rank) const {
    const TokenId id = ranking_->tokenAt(rank);
    return {.label = displayedWord(*vocabulary_, id),
            .token = id,
            .rank = rank,
            .probability = ranking_->probabilityAt(rank),
            .probabilityAtOne = ranking_->probabilityAtOne(rank),
            .removedBy = ranking_->distribution().removedBy(rank),
            .chosen = rank == chosenRank_};
}

DistributionRow DistributionModel::othersRow() const {
    const std::size_t rank = tokenRows() + 1;
    return {.label = tr("%1 others").arg(groupedNumber(others_.count)),
            .token = std::nullopt,
            .rank = rank,
            .probability = others_.probability,
            .probabilityAtOne = others_.probabilityAtOne,
            .removedBy = ranking_->distribution().removedBy(rank),
            .chosen = chosenRank_ >= rank};
}

QVariant DistributionModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || ranking_ == nullptr)
        return {};
    const DistributionRow shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return display(shown, index.column());
    case exactRole:
        if (index.column() == probabilityColumn)
            return shown.probability;
        if (index.column() == probabilityAtOneColumn)
            return shown.probabilityAtOne;
        return {};
    case Qt::AccessibleTextRole:
        return inWords(shown);
    case Qt::ToolTipRole:
        return plainToolTip(inWords(shown) +
                            (shown.token
                                 ? tr(".\nDouble-click or press Enter to go on with it.")
                                 : tr(".\nDouble-click or press Enter to show more of them.")));
    default:
        return {};
    }
}

QVariant DistributionModel::display(const DistributionRow& row, int column) const {
    switch (column) {
    case tokenColumn:
        return row.label;
    case probabilityColumn:
        return percentText(row.probability, decimals_);
    case probabilityAtOneColumn:
        return percentText(row.probabilityAtOne, decimals_);
    case removedByColumn:
        return row.removedBy ? samplerText(*row.removedBy) : QString();
    case chosenColumn:
        return row.chosen ? tr("chosen") : QString();
    default:
        return {};
    }
}

QString DistributionModel::inWords(const DistributionRow& row) const {
    QString text =
        row.token ? tr("%1: rank %2").arg(row.label, groupedNumber(row.rank)) : row.label;
    text += row.removedBy ? tr(", %1").arg(removedText(*row.removedBy))
                          : tr(", %1").arg(percentText(row.probability, 3));
    text += tr(", at T = 1 %1").arg(percentText(row.probabilityAtOne, 3));
    if (row.chosen)
        text += row.token ? tr(", chosen") : tr(", the chosen token among them");
    return text;
}

QVariant DistributionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case tokenColumn:
        return tr("Token");
    case probabilityColumn:
        return tr("Probability");
    case probabilityAtOneColumn:
        return tr("Probability at T = 1");
    case removedByColumn:
        return tr("Removed by");
    case chosenColumn:
        return tr("Chosen");
    default:
        return {};
    }
}

} // namespace tempera::ui
