// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_tree.h"

#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTreeWidgetItemIterator>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int nameColumn = 0;
constexpr int detailColumn = 1;

int idOf(const QTreeWidgetItem* item) {
    return item->data(nameColumn, Qt::UserRole).toInt();
}

bool sameShape(const std::vector<BranchItem>& first, const std::vector<BranchItem>& second) {
    return std::ranges::equal(first, second, [](const BranchItem& a, const BranchItem& b) {
        return a.id == b.id && a.parent == b.parent;
    });
}

} // namespace

BranchTree::BranchTree(QWidget* parent) : QTreeWidget(parent) {
    setHeaderLabels({tr("Branch"), tr("Where it left")});
    setAccessibleName(tr("Branches"));
    setToolTip(tr("Select a branch to see its text; F2 renames it, Delete deletes it."));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    header()->setSectionResizeMode(nameColumn, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(true);
    header()->setMinimumSectionSize(18 * fontMetrics().averageCharWidth());
    connect(this, &QTreeWidget::itemSelectionChanged, this, &BranchTree::announceSelection);
    connect(this, &QTreeWidget::itemChanged, this, &BranchTree::announceName);
}

void BranchTree::setBranches(const std::vector<BranchItem>& branches, int current) {
    const QScopedValueRollback guard(filling_, true);
    const bool moved = current != current_;
    current_ = current;
    if (sameShape(branches, branches_)) {
        branches_ = branches;
        update(branches);
        selectCurrent(moved);
        return;
    }
    const std::vector<int> selected = selectedIds();
    const std::vector<int> collapsed = collapsedIds();
    branches_ = branches;
    build();
    restore(selected, collapsed);
    selectCurrent(moved || selectedIds().empty());
}

void BranchTree::build() {
    clear();
    items_.clear();
    for (const BranchItem& branch : branches_) {
        auto* item = new QTreeWidgetItem;
        item->setData(nameColumn, Qt::UserRole, branch.id);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
        const auto parent = items_.find(branch.parent);
        if (parent == items_.end())
            addTopLevelItem(item);
        else
            parent->second->addChild(item);
        items_[branch.id] = item;
        show(*item, branch);
    }
}

void BranchTree::update(const std::vector<BranchItem>& branches) {
    for (const BranchItem& branch : branches)
        show(*items_.at(branch.id), branch);
}

void BranchTree::show(QTreeWidgetItem& item, const BranchItem& branch) {
    const bool isCurrent = branch.id == current_;
    QFont font = this->font();
    font.setWeight(isCurrent ? QFont::DemiBold : QFont::Normal);
    item.setFont(nameColumn, font);
    item.setIcon(nameColumn, markerOf(isCurrent));
    if (item.text(nameColumn) != branch.name)
        item.setText(nameColumn, branch.name);
    item.setText(detailColumn, branch.detail);
    item.setToolTip(detailColumn, plainToolTip(branch.detail));
    item.setForeground(detailColumn, themeColors(palette()).secondaryText);
    item.setData(nameColumn, Qt::AccessibleTextRole,
                 isCurrent ? tr("%1, current").arg(branch.name) : branch.name);
}

QIcon BranchTree::markerOf(bool current) const {
    const int side = fontMetrics().height();
    const ThemeColors colors = themeColors(palette());
    const QColor onSelection = palette().color(QPalette::HighlightedText);
    QIcon icon;
    for (const auto mode : {QIcon::Normal, QIcon::Selected}) {
        QPixmap pixmap(QSize(side, side) * devicePixelRatioF());
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        pixmap.fill(Qt::transparent);
        const QColor plain = current ? colors.accent : colors.secondaryText;
        const QColor color = mode == QIcon::Selected ? onSelection : plain;
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color, 1.5));
        painter.setBrush(current ? QBrush(color) : QBrush(Qt::NoBrush));
        painter.drawEllipse(QPointF(side / 2.0, side / 2.0), side / 5.0, side / 5.0);
        painter.end();
        icon.addPixmap(pixmap, mode);
    }
    return icon;
}

void BranchTree::selectCurrent(bool select) {
    const auto found = items_.find(current_);
    if (!select || found == items_.end())
        return;
    clearSelection();
    setCurrentItem(found->second, nameColumn,
                   QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollToItem(found->second);
}

std::vector<int> BranchTree::selectedIds() const {
    std::vector<int> ids;
    for (QTreeWidgetItemIterator item(const_cast<BranchTree*>(this),
                                      QTreeWidgetItemIterator::Selected);
         *item != nullptr; ++item)
        ids.push_back(idOf(*item));
    return ids;
}

std::vector<int> BranchTree::collapsedIds() const {
    std::vector<int> ids;
    for (const auto& [id, item] : items_)
        if (item->childCount() > 0 && !item->isExpanded())
            ids.push_back(id);
    return ids;
}

void BranchTree::restore(const std::vector<int>& selected, const std::vector<int>& collapsed) {
    for (const auto& [id, item] : items_) {
        item->setExpanded(std::ranges::find(collapsed, id) == collapsed.end());
        item->setSelected(std::ranges::find(selected, id) != selected.end());
    }
    for (const int id : selected)
        if (const auto found = items_.find(id); found != items_.end())
            setCurrentItem(found->second, nameColumn, QItemSelectionModel::NoUpdate);
}

bool BranchTree::isTrunk(int id) const {
    const auto found = items_.find(id);
    return found != items_.end() && found->second->parent() == nullptr;
}

void BranchTree::announceSelection() {
    const std::vector<int> ids = selectedIds();
    if (filling_ || ids.size() != 1 || ids.front() == current_)
        return;
    Q_EMIT branchSelected(ids.front());
}

void BranchTree::announceName(QTreeWidgetItem* item, int column) {
    if (filling_ || column != nameColumn)
        return;
    const auto branch = std::ranges::find(branches_, idOf(item), &BranchItem::id);
    const QString name = item->text(nameColumn).simplified();
    if (branch == branches_.end())
        return;
    const QScopedValueRollback guard(filling_, true);
    item->setText(nameColumn, name.isEmpty() ? branch->name : name);
    if (!name.isEmpty() && name != branch->name)
        Q_EMIT renameRequested(branch->id, name);
}

void BranchTree::renameSelected() {
    if (currentItem() != nullptr)
        editItem(currentItem(), nameColumn);
}

void BranchTree::deleteSelected() {
    for (const int id : selectedIds())
        if (!isTrunk(id))
            Q_EMIT deleteRequested(id);
}

void BranchTree::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete)
        deleteSelected();
    else if (event->key() == Qt::Key_F2)
        renameSelected(); // from whichever column has the focus
    else
        QTreeWidget::keyPressEvent(event);
}

void BranchTree::changeEvent(QEvent* event) {
    QTreeWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange)
        return;
    const QScopedValueRollback guard(filling_, true);
    update(branches_);
}

} // namespace tempera::ui
