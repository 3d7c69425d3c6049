// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_dialog.h"

#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "ui/charts/chart_file.h"
#include "ui/charts/chart_table_model.h"
#include "ui/charts/chart_table_text.h"
#include "ui/theme/theme.h"

#include <QtWidgets>
#include <set>

namespace tempera::ui {

ChartTableDialog::ChartTableDialog(const Chart& chart, QString provenance, QWidget* parent)
    : QDialog(parent),
      title_(chart.chartTitle()),
      table_(chart.chartTable()),
      provenance_(std::move(provenance)),
      sorted_(new QSortFilterProxyModel(this)),
      view_(nullptr),
      message_(new QLabel(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("%1 - Table").arg(title_));
    sorted_->setSourceModel(new ChartTableModel(table_, this));
    sorted_->setSortRole(ChartTableModel::sortRole);
    view_ = createView();
    message_->setWordWrap(true);
    message_->setText(rowCountText(table_));
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(view_, 1);
    layout->addWidget(message_);
    layout->addWidget(createButtons());
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 70, metrics.height() * 26);
}

QString ChartTableDialog::rowCountText(const ChartTable& table) {
    return table.rows.size() == 1
               ? tr("1 row")
               : tr("%1 rows").arg(QLocale().toString(static_cast<qulonglong>(table.rows.size())));
}

QTableView* ChartTableDialog::createView() {
    auto* view = new QTableView(this);
    view->setModel(sorted_);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder); // as the chart has it, until a heading is clicked
    view->setAlternatingRowColors(true);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setWordWrap(false);
    view->horizontalHeader()->setStretchLastSection(true);
    view->horizontalHeader()->setHighlightSections(false);
    view->resizeColumnsToContents();
    view->setAccessibleName(title_);
    view->setAccessibleDescription(tr("The numbers behind the chart"));
    view->setToolTip(tr("Click a heading to sort; Ctrl+C copies what is selected"));
    auto* copyAction = new QAction(tr("&Copy"), view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    connect(copyAction, &QAction::triggered, this, &ChartTableDialog::copy);
    view->addAction(copyAction);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    return view;
}

QWidget* ChartTableDialog::createButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copyButton = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    copyButton->setToolTip(tr("Copy the selected cells, or all, for a spreadsheet"));
    auto* saveButton = buttons->addButton(tr("&Save as CSV..."), QDialogButtonBox::ActionRole);
    saveButton->setToolTip(tr("Write the whole table to a file with exact values"));
    connect(copyButton, &QPushButton::clicked, this, &ChartTableDialog::copy);
    connect(saveButton, &QPushButton::clicked, this, &ChartTableDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

ChartTable ChartTableDialog::shownTable() const {
    std::set<int> rows;
    std::set<int> columns;
    for (const QModelIndex& index : view_->selectionModel()->selectedIndexes()) {
        rows.insert(index.row());
        columns.insert(index.column());
    }
    // A single cell is where the cursor stands; then, as with none, all is meant.
    if (rows.size() * columns.size() <= 1) {
        for (int row = 0; row < sorted_->rowCount(); ++row)
            rows.insert(row);
        for (int column = 0; column < sorted_->columnCount(); ++column)
            columns.insert(column);
    }
    ChartTable shown;
    for (const int column : columns)
        shown.columns += table_.columns.at(column);
    for (const int row : rows) {
        auto& cells = shown.rows.emplace_back();
        for (const int column : columns)
            cells.push_back(sorted_->index(row, column).data(ChartTableModel::sortRole));
    }
    return shown;
}

void ChartTableDialog::copy() {
    const ChartTable shown = shownTable();
    QGuiApplication::clipboard()->setText(tableAsTsv(shown));
    message_->setText(tr("Copied to the clipboard: %1").arg(rowCountText(shown)));
}

void ChartTableDialog::save() {
    auto* dialog =
        new QFileDialog(this, tr("Save Table"), fileNameFor(title_, "csv"), tr("CSV (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix("csv");
    connect(dialog, &QFileDialog::fileSelected, this, &ChartTableDialog::write);
    dialog->open();
}

void ChartTableDialog::write(const QString& path) {
    try {
        AtomicFile file(path.toStdString());
        file.write(tableAsCsv(table_, title_, provenance_, true));
        file.commit();
        message_->setText(tr("Saved to %1").arg(QDir::toNativeSeparators(path)));
    } catch (const Error& error) {
        message_->setText(QString::fromUtf8(error.what()));
    }
}

} // namespace tempera::ui
