// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_actions.h"

#include "ui/charts/chart.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

namespace tempera::ui {

ChartActions::ChartActions(QWidget& widget, const Chart& chart)
    : QObject(&widget),
      widget_(widget),
      chart_(chart),
      showTableAction_(new QAction(tr("Show as &Table"), this)),
      copyImageAction_(new QAction(tr("&Copy Image"), this)),
      copyNumbersAction_(new QAction(tr("Copy &Numbers"), this)),
      exportAction_(new QAction(tr("&Export Chart..."), this)) {
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

void ChartActions::showTable() {}

void ChartActions::copyImage() {}

void ChartActions::copyNumbers() {}

} // namespace tempera::ui
