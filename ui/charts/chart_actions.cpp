// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_actions.h"

#include "core/system/error.h"
#include "ui/charts/chart.h"
#include "ui/charts/chart_file.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/chart_table_text.h"

#include <QtWidgets>

namespace tempera::ui {

ChartActions::ChartActions(QWidget& widget, const Chart& chart)
    : QObject(&widget),
      widget_(widget),
      chart_(chart),
      showTableAction_(new QAction(tr("Show as &Table"), this)),
      copyImageAction_(new QAction(tr("&Copy Image"), this)),
      copyNumbersAction_(new QAction(tr("Copy &Numbers"), this)),
      exportAction_(new QAction(tr("&Export Chart..."), this)) {
    showTableAction_->setToolTip(tr("The numbers behind this chart, to sort and copy"));
    copyImageAction_->setToolTip(tr("This chart as a picture for the clipboard"));
    copyNumbersAction_->setToolTip(tr("The numbers behind this chart for a spreadsheet"));
    exportAction_->setToolTip(tr("Write this chart to a file: PNG, SVG, PDF or CSV"));
    connect(showTableAction_, &QAction::triggered, this, &ChartActions::showTable);
    connect(copyImageAction_, &QAction::triggered, this, &ChartActions::copyImage);
    connect(copyNumbersAction_, &QAction::triggered, this, &ChartActions::copyNumbers);
    connect(exportAction_, &QAction::triggered, this, [this] { Q_EMIT exportRequested(chart_); });
    widget.setContextMenuPolicy(Qt::ActionsContextMenu);
    widget.addActions({showTableAction_, copyImageAction_, copyNumbersAction_, exportAction_});
}

void ChartActions::addTo(QMenu& menu) const {
    menu.addActions({showTableAction_, copyImageAction_, copyNumbersAction_, exportAction_});
}

void ChartActions::showTable() {
    auto* dialog = new ChartTableDialog(chart_, provenance_(), widget_.window());
    dialog->show();
}

void ChartActions::copyImage() {
    // Sharp enough for a document, also from a plain screen.
    constexpr double leastScale = 2.0;
    try {
        QGuiApplication::clipboard()->setImage(
            chartImage(chart_, std::max(leastScale, widget_.devicePixelRatioF())));
    } catch (const Error& error) {
        QMessageBox::warning(&widget_, chart_.chartTitle(), QString::fromUtf8(error.what()));
    }
}

void ChartActions::copyNumbers() {
    QGuiApplication::clipboard()->setText(tableAsTsv(chart_.chartTable()));
}

} // namespace tempera::ui
