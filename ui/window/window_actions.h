// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QCoreApplication>

QT_BEGIN_NAMESPACE
class QActionGroup;
class QMainWindow;
class QMenu;
class QUndoStack;
QT_END_NAMESPACE

namespace tempera::ui {

/// Everything that the menus offer, with its shortcut. Children of the window; whoever composes it
/// connects them.
class WindowActions {
    Q_DECLARE_TR_FUNCTIONS(tempera::ui::WindowActions)
public:
    /// Fills the window's menu bar.
    explicit WindowActions(QMainWindow& window);

    /// Puts undo and redo in front of the Edit menu, with the names of what they undo.
    void addUndo(QUndoStack& stack);
    /// Puts the actions in front of the Text menu: those of the panel that has them.
    void addToText(const QList<QAction*>& actions);
    QMenu* panelsMenu() const { return panelsMenu_; }

    QAction* open = nullptr;
    QAction* openBuiltin = nullptr;
    QAction* saveModel = nullptr;
    QAction* exportTexts = nullptr;
    QAction* reproduce = nullptr;
    QAction* quit = nullptr;

    QAction* rerollSeed = nullptr;
    QAction* lockSeed = nullptr;
    QAction* generateMany = nullptr;

    QAction* train = nullptr;
    QAction* resumeTraining = nullptr;
    QAction* pauseTraining = nullptr;
    QAction* stepTraining = nullptr;
    QAction* stopTraining = nullptr;
    QAction* saveCheckpoint = nullptr;
    QAction* useTrained = nullptr;

    QActionGroup* theme = nullptr; ///< each action's data() is "desktop", "light" or "dark"
    QAction* tallPanels = nullptr;
    QAction* resetLayout = nullptr;
    QAction* fullScreen = nullptr;

    QAction* welcome = nullptr;
    QAction* shortcuts = nullptr;
    QAction* about = nullptr;

private:
    void buildFileMenu();
    void buildTextMenu();
    void buildTrainingMenu();
    void buildViewMenu();
    void buildHelpMenu();
    QMenu* addMenu(const QString& title);
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& shortcut = {},
                 const char* icon = nullptr);
    void addTheme(QMenu* menu, const QString& text, const char* choice);

    QMainWindow& window_;
    QMenu* editMenu_ = nullptr;
    QMenu* textMenu_ = nullptr;
    QMenu* panelsMenu_ = nullptr;
};

} // namespace tempera::ui
