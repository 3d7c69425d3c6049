// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLabel;
class QSortFilterProxyModel;
class QTableView;
QT_END_NAMESPACE

namespace tempera::ui {

/// The numbers that a chart showed when this was opened, as a table that can be sorted, copied
/// (Ctrl+C: what is selected, tabs between) and saved as CSV. Not modal.
class ChartTableDialog final : public QDialog {
    Q_OBJECT
public:
    /// `provenance` is written to the CSV file, see writeChart().
    ChartTableDialog(const Chart& chart, QString provenance, QWidget* parent);

private:
    static QString rowCountText(const ChartTable& table);
    QTableView* createView();
    QWidget* createButtons();
    /// What is selected, or all, in the order that is shown.
    ChartTable shownTable() const;
    void copy();
    void save();
    void write(const QString& path);

    QString title_;
    ChartTable table_;
    QString provenance_;
    QSortFilterProxyModel* sorted_;
    QTableView* view_;
    QLabel* message_;
};

} // namespace tempera::ui
