// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace tempera::ui {

class BranchTree;

/// A text that left another one at a token that a person chose.
struct BranchItem {
    int id = 0;
    int parent = -1; ///< the id of the branch that it left; -1 for the trunk
    QString name;
    QString detail; ///< what was chosen and where, as in "“plot” at token 12"

    bool operator==(const BranchItem&) const = default;
};

/// The branches as a tree: to be selected, named, compared, deleted. The setter emits nothing.
class BranchPanel : public QWidget {
    Q_OBJECT
public:
    explicit BranchPanel(QWidget* parent = nullptr);

    /// Parents stand before their children. What was expanded and selected stays so; where
    /// `current` is another branch than before, it becomes the selected one.
    void setBranches(const std::vector<BranchItem>& branches, int current);

Q_SIGNALS:
    void branchSelected(int id);
    void renameRequested(int id, const QString& name);
    /// Never the trunk.
    void deleteRequested(int id);
    /// At least two, in the order in which they stand.
    void compareRequested(std::vector<int> ids);

private:
    QWidget* makeEmptyState();
    QWidget* makeFilledState();
    QPushButton* makeButton(const QString& text, const QString& toolTip);
    void updateButtons();

    QStackedWidget* states_;
    BranchTree* tree_;
    QPushButton* rename_ = nullptr;
    QPushButton* delete_ = nullptr;
    QPushButton* compare_ = nullptr;
};

} // namespace tempera::ui
