// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_panel.h"

#include "ui/branches/branch_tree.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

BranchPanel::BranchPanel(QWidget* parent)
    : QWidget(parent), states_(new QStackedWidget(this)), tree_(new BranchTree(this)) {
    setAccessibleName(tr("Branches"));
    states_->addWidget(makeEmptyState());
    states_->addWidget(makeFilledState());
    auto* layout = new QVBoxLayout(this);
    const int space = fontMetrics().height() / 2;
    layout->setContentsMargins(space, space, space, space);
    layout->addWidget(states_);
    connect(tree_, &BranchTree::branchSelected, this, &BranchPanel::branchSelected);
    connect(tree_, &BranchTree::renameRequested, this, &BranchPanel::renameRequested);
    connect(tree_, &BranchTree::deleteRequested, this, &BranchPanel::deleteRequested);
    connect(tree_, &QTreeWidget::itemSelectionChanged, this, &BranchPanel::updateButtons);
    updateButtons();
}

QWidget* BranchPanel::makeEmptyState() {
    auto* hint = new QLabel(tr("Double-click a candidate in the Lens to branch."));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    return hint;
}

QWidget* BranchPanel::makeFilledState() {
    rename_ = makeButton(tr("&Rename"), tr("Give the branch another name (F2)."));
    delete_ = makeButton(tr("&Delete"), tr("Delete the selected branches (Del)."));
    compare_ = makeButton(tr("Com&pare"), tr("Put the selected branches side by side."));
    connect(rename_, &QPushButton::clicked, tree_, &BranchTree::renameSelected);
    connect(delete_, &QPushButton::clicked, tree_, &BranchTree::deleteSelected);
    connect(compare_, &QPushButton::clicked, this,
            [this] { Q_EMIT compareRequested(tree_->selectedIds()); });
    auto* buttons = new QVBoxLayout;
    for (QPushButton* button : {compare_, rename_, delete_})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* state = new QWidget;
    auto* layout = new QHBoxLayout(state);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tree_, 1);
    layout->addLayout(buttons);
    return state;
}

QPushButton* BranchPanel::makeButton(const QString& text, const QString& toolTip) {
    auto* button = new QPushButton(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAccessibleDescription(toolTip);
    return button;
}

void BranchPanel::setBranches(const std::vector<BranchItem>& branches, int current) {
    tree_->setBranches(branches, current);
    states_->setCurrentIndex(tree_->hasBranches() ? 1 : 0);
    updateButtons();
}

void BranchPanel::updateButtons() {
    const std::vector<int> ids = tree_->selectedIds();
    rename_->setEnabled(ids.size() == 1);
    compare_->setEnabled(ids.size() >= 2);
    delete_->setEnabled(std::ranges::any_of(ids, [this](int id) { return !tree_->isTrunk(id); }));
}

} // namespace tempera::ui
