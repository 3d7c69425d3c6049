// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/shortcuts_dialog.h"

#include <QAction>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTextDocument>
#include <QTreeWidget>
#include <QtTest>
#include <memory>

using namespace tempera::ui;

class ShortcutsDialogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QMainWindow> window_;

    QAction* add(QMenu* menu, const QString& text, const QString& keys) {
        auto* const action = new QAction(text, window_.get());
        action->setShortcut(QKeySequence(keys));
        if (menu != nullptr)
            menu->addAction(action);
        return action;
    }

    /// The rows that are shown, headings included.
    static QStringList shownRows(const ShortcutsDialog& dialog) {
        const auto* const table = dialog.findChild<QTreeWidget*>();
        QStringList rows;
        for (int group = 0; group < table->topLevelItemCount(); ++group) {
            const QTreeWidgetItem* const heading = table->topLevelItem(group);
            if (!heading->isHidden())
                rows << heading->text(0);
            for (int row = 0; row < heading->childCount(); ++row)
                if (!heading->isHidden() && !heading->child(row)->isHidden())
                    rows << heading->child(row)->text(0) + "=" + heading->child(row)->text(1);
        }
        return rows;
    }

private Q_SLOTS:
    void init() {
        window_ = std::make_unique<QMainWindow>();
        QMenu* const file = window_->menuBar()->addMenu("&File");
        QMenu* const view = window_->menuBar()->addMenu("&View");
        QMenu* const theme = view->addMenu("&Theme");
        add(file, "&Open Model...", "Ctrl+O");
        add(file, "About <this> && that", "F2");
        add(file, "Nothing", "");
        add(theme, "&Dark", "Ctrl+Shift+D");
        add(nullptr, "Generate", "Ctrl+Return")->setToolTip("Writes a text.");
        QAction* const find = add(view, "Find", "Ctrl+F");
        find->setShortcuts({QKeySequence("Ctrl+F"), QKeySequence("F3")});
    }

    void actionsAreGroupedByMenu() {
        const ShortcutList expected = {
            {"File", {{"Open Model", "Ctrl+O", {}}, {"About <this> & that", "F2", {}}}},
            {"View", {{"Find", "Ctrl+F, F3", {}}}},
            {"View › Theme", {{"Dark", "Ctrl+Shift+D", {}}}},
            {"Anywhere in the window", {{"Generate", "Ctrl+Return", "Writes a text."}}}};
        QVERIFY(listShortcuts(window_->findChildren<QAction*>()) == expected);
    }

    void rowsFollowTheMenu() {
        QMenu* const file = window_->findChild<QMenu*>();
        QCOMPARE(file->title(), "&File");
        QAction* const first = add(nullptr, "First", "F9");
        file->insertAction(file->actions().front(), first);
        const ShortcutList list = listShortcuts(window_->findChildren<QAction*>());
        QCOMPARE(list.front().shortcuts.front().name, "First");
        QCOMPARE(list.front().shortcuts.size(), 3U);
    }

    void windowWithoutShortcuts() {
        QVERIFY(listShortcuts({}).empty());
        ShortcutsDialog dialog({});
        QCOMPARE(shownRows(dialog), QStringList());
    }

    void searchNarrowsTheList() {
        ShortcutsDialog dialog(window_->findChildren<QAction*>());
        dialog.show();
        QCOMPARE(shownRows(dialog).size(), 9);
        auto* const search = dialog.findChild<QLineEdit*>();
        QTest::keyClicks(search, "dark");
        QCOMPARE(shownRows(dialog), (QStringList{"View › Theme", "Dark=Ctrl+Shift+D"}));
        search->clear();
        QTest::keyClicks(search, "f3");
        QCOMPARE(shownRows(dialog), (QStringList{"View", "Find=Ctrl+F, F3"}));
        search->clear();
        QTest::keyClicks(search, "file open");
        QCOMPARE(shownRows(dialog), (QStringList{"File", "Open Model=Ctrl+O"}));
        search->clear();
        QTest::keyClicks(search, "writes");
        QCOMPARE(shownRows(dialog),
                 (QStringList{"Anywhere in the window", "Generate=Ctrl+Return"}));
        QTest::keyClicks(search, "zzz");
        QCOMPARE(shownRows(dialog), QStringList());
        search->clear();
        QCOMPARE(shownRows(dialog).size(), 9);
    }

    void returnInTheSearchFieldPrintsNothing() {
        ShortcutsDialog dialog(window_->findChildren<QAction*>());
        for (const QPushButton* const button : dialog.findChildren<QPushButton*>())
            QVERIFY(!button->autoDefault() || button->text().contains("Close"));
    }

    void escapeCloses() {
        ShortcutsDialog dialog(window_->findChildren<QAction*>());
        dialog.show();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void pageHoldsEveryShortcut() {
        const ShortcutsDialog dialog(window_->findChildren<QAction*>());
        QTextDocument page;
        page.setHtml(dialog.toHtml());
        const QString text = page.toPlainText();
        for (const char* part : {"File", "Open Model", "Ctrl+O", "About <this> & that", "F2",
                                 "View › Theme", "Ctrl+Shift+D", "Ctrl+F, F3", "Ctrl+Return"})
            QVERIFY2(text.contains(part), part);
    }
};

QTEST_MAIN(ShortcutsDialogTest)
#include "shortcuts_dialog_test.moc"
