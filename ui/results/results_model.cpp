// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/results_model.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

void ResultsModel::clear() {
    beginResetModel();
    rows_.clear();
    endResetModel();
}

void ResultsModel::setRow(int index, const ResultRow& row) {
    const int last = rowCount() - 1;
    if (index > last) {
        beginInsertRows({}, last + 1, index);
        rows_.resize(static_cast<std::size_t>(index) + 1);
        rows_.back() = row;
        endInsertRows();
        return;
    }
    rows_[static_cast<std::size_t>(index)] = row;
    Q_EMIT dataChanged(this->index(index, 0), this->index(index, columns - 1));
}

int ResultsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ResultsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
    const ResultRow& shown = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return displayed(shown, index.column());
    case Qt::ToolTipRole:
        return explained(shown, index.column());
    case sortRole:
        return value(shown, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == textColumn ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                            : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant ResultsModel::value(const ResultRow& row, int column) const {
    if (column == seedColumn)
        return row.seed;
    if (column == textColumn)
        return row.text;
    if (!row.finished)
        return {};
    switch (column) {
    case entropyColumn:
        return row.statistics.meanEntropyBits;
    case distinctColumn:
        return row.statistics.distinct2 ? QVariant(*row.statistics.distinct2) : QVariant();
    default:
        return std::isfinite(row.statistics.meanLogProbability)
                   ? QVariant(row.statistics.meanLogProbability)
                   : QVariant();
    }
}

QString ResultsModel::displayed(const ResultRow& row, int column) const {
    if (column == seedColumn)
        return QString::number(row.seed);
    if (column == textColumn)
        return row.text.simplified();
    const QVariant number = value(row, column);
    return number.isValid() ? QLocale().toString(number.toDouble(), 'f', 2) : QStringLiteral("–");
}

QString ResultsModel::explained(const ResultRow& row, int column) const {
    if (column == textColumn)
        return QStringLiteral("<p>%1</p>").arg(row.text.left(2000).toHtmlEscaped());
    if (column == seedColumn || value(row, column).isValid())
        return headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
    if (!row.finished)
        return tr("This text is still being written");
    return column == distinctColumn
               ? tr("A text of one token has no pairs")
               : tr("A token that was chosen by hand had been removed by the samplers: its "
                    "probability was 0");
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    const QString names[columns] = {tr("Seed"), tr("Text"), tr("Mean\nentropy"), tr("Distinct-2"),
                                    tr("Mean\nlog-prob.")};
    const QString explanations[columns] = {
        tr("The same seed, prompt and samplers give the same text"),
        tr("The text; point at it to read all of it"),
        tr("Mean entropy of the distributions that the tokens were drawn from, in bits: how open "
           "the choices were"),
        tr("Distinct pairs of neighbouring tokens per pair, up to 1: low where a text repeats "
           "itself"),
        tr("Mean natural logarithm of the tokens' probability: the closer to 0, the more likely "
           "the text")};
    if (role == Qt::DisplayRole)
        return names[section];
    if (role == Qt::ToolTipRole)
        return explanations[section];
    if (role == Qt::TextAlignmentRole)
        return section == textColumn ? QVariant(Qt::AlignLeft | Qt::AlignVCenter)
                                     : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

ResultsOrder::ResultsOrder(QObject* parent) : QSortFilterProxyModel(parent) {
    setDynamicSortFilter(true);
}

bool ResultsOrder::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const QVariant first = left.data(ResultsModel::sortRole);
    const QVariant second = right.data(ResultsModel::sortRole);
    if (!first.isValid() || !second.isValid()) {
        const bool descending = sortOrder() == Qt::DescendingOrder;
        return descending ? !first.isValid() && second.isValid()
                          : first.isValid() && !second.isValid();
    }
    switch (left.column()) {
    case ResultsModel::seedColumn:
        return first.toULongLong() < second.toULongLong();
    case ResultsModel::textColumn:
        return first.toString().compare(second.toString(), Qt::CaseInsensitive) < 0;
    default:
        return first.toDouble() < second.toDouble();
    }
}

} // namespace tempera::ui
