// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/results/result_row.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <vector>

namespace tempera::ui {

/// Many texts as a table: one row each, in the order in which they were asked for.
class ResultsModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { seedColumn, textColumn, entropyColumn, distinctColumn, logProbabilityColumn };
    static constexpr int columns = 5;
    /// The value behind a cell, invalid where there is none.
    static constexpr int sortRole = Qt::UserRole;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Rows up to `index` that have not been set yet are empty.
    void setRow(int index, const ResultRow& row);
    const ResultRow& row(int index) const { return rows_[static_cast<std::size_t>(index)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(const ResultRow& row, int column) const;
    QString displayed(const ResultRow& row, int column) const;
    QString explained(const ResultRow& row, int column) const;

    std::vector<ResultRow> rows_;
};

/// Sorts a ResultsModel by value; cells without a value come last in either order.
class ResultsOrder final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ResultsOrder(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace tempera::ui
