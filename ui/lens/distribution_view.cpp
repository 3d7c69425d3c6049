// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_view.h"

#include "ui/lens/distribution_delegate.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_painter.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int fewestVisibleRows = 4;

} // namespace

DistributionView::DistributionView(DistributionModel& model, QWidget* parent)
    : QTableView(parent), model_(model), delegate_(new DistributionDelegate(this)) {
    setModel(&model);
    setItemDelegate(delegate_);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    // The card behind shows through.
    viewport()->setAutoFillBackground(false);
    // The delegate paints the selection, in a colour that leaves the bars readable.
    QPalette colors;
    colors.setColor(QPalette::Highlight, Qt::transparent);
    setPalette(colors);
    setUpHeaders();
    setAccessibleName(tr("Next-token distribution"));
    setAccessibleDescription(
        tr("Tokens by falling probability. Enter continues the text with the selected one."));
    connect(&model, &QAbstractItemModel::modelReset, this, &DistributionView::shareHeight);
    connect(this, &QAbstractItemView::doubleClicked, this, &DistributionView::activateRow);
}

void DistributionView::setUpHeaders() {
    horizontalHeader()->hide();
    verticalHeader()->hide();
    // A whole row is one bar: its numbers are for the table, and for those who can't see bars.
    horizontalHeader()->setMinimumSectionSize(0);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(DistributionModel::tokenColumn, QHeaderView::Stretch);
    for (int column = 1; column < DistributionModel::columnTotal; ++column)
        setColumnHidden(column, true);
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

void DistributionView::setAxis(ProbabilityAxis axis) {
    delegate_->setAxis(axis);
    viewport()->update();
}

void DistributionView::showRank(std::size_t rank) {
    const QModelIndex index = model_.index(static_cast<int>(rank) - 1, 0);
    setCurrentIndex(index);
    scrollTo(index, PositionAtCenter);
}

QSize DistributionView::minimumSizeHint() const {
    const int width = 30 * fontMetrics().averageCharWidth();
    return {width, fewestVisibleRows * DistributionPainter::smallestRowHeight(font())};
}

void DistributionView::shareHeight() {
    const int smallest = DistributionPainter::smallestRowHeight(font());
    const int share = viewport()->height() / std::max(1, model_.rowCount());
    verticalHeader()->setDefaultSectionSize(std::clamp(share, smallest, 5 * smallest / 2));
}

void DistributionView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    shareHeight();
    Q_EMIT viewportResized();
}

void DistributionView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        shareHeight();
}

void DistributionView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        activateRow(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void DistributionView::activateRow(const QModelIndex& index) {
    if (!index.isValid())
        return;
    const DistributionRow row = model_.row(index.row());
    if (row.token)
        Q_EMIT tokenActivated(*row.token);
    else
        Q_EMIT othersActivated();
}

} // namespace tempera::ui
