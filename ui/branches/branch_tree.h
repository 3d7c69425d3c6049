// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/branches/branch_panel.h"

#include <QTreeWidget>
#include <map>
#include <vector>

namespace tempera::ui {

/// The tree itself. Names are edited in place (F2, a second click), Delete deletes.
class BranchTree final : public QTreeWidget {
    Q_OBJECT
public:
    explicit BranchTree(QWidget* parent = nullptr);

    void setBranches(const std::vector<BranchItem>& branches, int current);
    /// In the order in which they stand.
    std::vector<int> selectedIds() const;
    bool isTrunk(int id) const;
    /// More than the trunk.
    bool hasBranches() const { return branches_.size() > 1; }

    void renameSelected();
    void deleteSelected();

Q_SIGNALS:
    void branchSelected(int id);
    void renameRequested(int id, const QString& name);
    void deleteRequested(int id);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void update(const std::vector<BranchItem>& branches);
    void show(QTreeWidgetItem& item, const BranchItem& branch);
    void selectCurrent(bool scroll);
    void restore(const std::vector<int>& selected, const std::vector<int>& collapsed);
    std::vector<int> collapsedIds() const;
    void announceSelection();
    void announceName(QTreeWidgetItem* item, int column);
    QIcon markerOf(bool current) const;

    std::vector<BranchItem> branches_;
    std::map<int, QTreeWidgetItem*> items_;
    int current_ = -1;
    bool filling_ = false; ///< changes are the program's, not a person's
};

} // namespace tempera::ui
