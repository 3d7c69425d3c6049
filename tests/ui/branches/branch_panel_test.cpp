// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/branches/branch_panel.h"

#include "ui/branches/branch_tree.h"

#include <QtTest>
#include <QtWidgets>

using namespace tempera::ui;

namespace {

const std::vector<BranchItem> family = {{0, -1, "Trunk", ""},
                                        {1, 0, "plot", "token 12"},
                                        {2, 1, "twist", "token 19"},
                                        {3, 0, "awful", "token 4"}};

QPushButton* button(const QWidget& panel, const QString& name) {
    for (QPushButton* found : panel.findChildren<QPushButton*>())
        if (found->accessibleName() == name)
            return found;
    return nullptr;
}

/// The panel in a window, and what it announced.
struct Fixture {
    BranchPanel panel;
    std::vector<int> selected;
    std::vector<int> deleted;
    std::vector<std::pair<int, QString>> renamed;
    std::vector<std::vector<int>> compared;

    Fixture() {
        panel.setBranches(family, 0);
        panel.resize(500, 190);
        panel.show();
        QObject::connect(&panel, &BranchPanel::branchSelected,
                         [this](int id) { selected.push_back(id); });
        QObject::connect(&panel, &BranchPanel::deleteRequested,
                         [this](int id) { deleted.push_back(id); });
        QObject::connect(&panel, &BranchPanel::renameRequested,
                         [this](int id, const QString& name) {
                             renamed.push_back({id, name});
                         });
        QObject::connect(&panel, &BranchPanel::compareRequested,
                         [this](const std::vector<int>& ids) { compared.push_back(ids); });
    }

    BranchTree& tree() const { return *panel.findChild<BranchTree*>(); }
    QTreeWidgetItem* item(const QString& name) const {
        return tree().findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
    }
    void click(const QString& name, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mouseClick(tree().viewport(), Qt::LeftButton, modifiers,
                          tree().visualItemRect(item(name)).center());
    }
    void typeName(const QString& name) const {
        QLineEdit* editor = nullptr;
        for (QLineEdit* found : tree().findChildren<QLineEdit*>())
            if (found->isVisible())
                editor = found;
        QVERIFY(editor != nullptr);
        editor->selectAll();
        QTest::keyClicks(editor, name);
        QTest::keyClick(editor, Qt::Key_Return);
        QCoreApplication::processEvents();
    }
};

} // namespace

class BranchPanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theEmptyStateSaysHowToBranch() {
        BranchPanel panel;
        panel.setBranches({{0, -1, "Trunk", ""}}, 0);
        panel.show();
        bool said = false;
        for (const QLabel* label : panel.findChildren<QLabel*>())
            said |= label->isVisible() && label->text().contains("Double-click a candidate");
        QVERIFY(said);
        panel.setBranches(family, 0);
        QVERIFY(panel.findChild<BranchTree*>()->isVisible());
    }

    void settersEmitNothing() {
        Fixture fixture;
        fixture.panel.setBranches(family, 2);
        fixture.panel.setBranches({family[0], family[1]}, 1);
        QVERIFY(fixture.selected.empty() && fixture.renamed.empty());
        QCOMPARE(fixture.tree().selectedIds(), (std::vector<int>{1}));
    }

    void selectingMakesCurrent() {
        Fixture fixture;
        fixture.click("awful");
        QCOMPARE(fixture.selected, (std::vector<int>{3}));
        fixture.panel.setBranches(family, 3);
        QTest::keyClick(&fixture.tree(), Qt::Key_Up);
        QCOMPARE(fixture.selected, (std::vector<int>{3, 2}));
    }

    void renamesInPlace() {
        Fixture fixture;
        fixture.click("plot");
        QTest::keyClick(&fixture.tree(), Qt::Key_F2);
        fixture.typeName("  The better  plot ");
        QCOMPARE(fixture.renamed, (std::vector<std::pair<int, QString>>{{1, "The better plot"}}));
        fixture.renamed.clear();
        QTest::mouseClick(button(fixture.panel, "Rename"), Qt::LeftButton);
        fixture.typeName("   ");
        QVERIFY(fixture.renamed.empty());
        QVERIFY(fixture.item("plot") != nullptr);
    }

    void deletesButNeverTheTrunk() {
        Fixture fixture;
        fixture.click("Trunk");
        QVERIFY(!button(fixture.panel, "Delete")->isEnabled());
        QTest::keyClick(&fixture.tree(), Qt::Key_Delete);
        QVERIFY(fixture.deleted.empty());
        fixture.click("twist");
        QTest::keyClick(&fixture.tree(), Qt::Key_Delete);
        QCOMPARE(fixture.deleted, (std::vector<int>{2}));
        QTest::keyClick(&fixture.tree(), Qt::Key_A, Qt::ControlModifier);
        QTest::mouseClick(button(fixture.panel, "Delete"), Qt::LeftButton);
        QCOMPARE(fixture.deleted, (std::vector<int>{2, 1, 2, 3}));
    }

    void comparesSeveral() {
        Fixture fixture;
        fixture.click("plot");
        QVERIFY(!button(fixture.panel, "Compare")->isEnabled());
        fixture.click("awful", Qt::ControlModifier);
        QTest::mouseClick(button(fixture.panel, "Compare"), Qt::LeftButton);
        QCOMPARE(fixture.compared, (std::vector<std::vector<int>>{{1, 3}}));
        QCOMPARE(fixture.selected, (std::vector<int>{1}));
    }

    void expansionAndSelectionStay() {
        Fixture fixture;
        fixture.click("awful");
        fixture.panel.setBranches(family, 3);
        fixture.item("plot")->setExpanded(false);
        std::vector<BranchItem> more = family;
        more.push_back({4, 3, "terrible", "token 5"});
        fixture.panel.setBranches(more, 3);
        QVERIFY(!fixture.item("plot")->isExpanded());
        QVERIFY(fixture.item("Trunk")->isExpanded());
        QVERIFY(fixture.item("awful")->isExpanded());
        QCOMPARE(fixture.tree().selectedIds(), (std::vector<int>{3}));
        more[1].name = "story";
        fixture.panel.setBranches(more, 3);
        QVERIFY(!fixture.item("story")->isExpanded());
    }
};

QTEST_MAIN(BranchPanelTest)
#include "branch_panel_test.moc"
