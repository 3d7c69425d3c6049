// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

#include <QAbstractTableModel>

namespace tempera::ui {

/// A chart's numbers for a table view: rounded to read, exact in the tooltip and for sorting
/// (sortRole).
class ChartTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    static constexpr int sortRole = Qt::UserRole;

    explicit ChartTableModel(ChartTable table, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const QVariant& cell(const QModelIndex& index) const;

    ChartTable table_;
};

} // namespace tempera::ui
