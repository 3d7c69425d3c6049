// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/window_actions.h"

#include <QActionGroup>
#include <QIcon>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QUndoStack>

namespace tempera::ui {

WindowActions::WindowActions(QMainWindow& window) : window_(window) {
    buildFileMenu();
    editMenu_ = addMenu(tr("&Edit"));
    buildTextMenu();
    buildTrainingMenu();
    buildViewMenu();
    buildHelpMenu();
}

QMenu* WindowActions::addMenu(const QString& title) {
    return window_.menuBar()->addMenu(title);
}

QAction* WindowActions::add(QMenu* menu, const QString& text, const QKeySequence& shortcut,
                            const char* icon) {
    QAction* const action = menu->addAction(text);
    action->setParent(&window_);
    action->setShortcut(shortcut);
    if (icon != nullptr)
        action->setIcon(QIcon::fromTheme(QString::fromLatin1(icon)));
    return action;
}

void WindowActions::buildFileMenu() {
    QMenu* const menu = addMenu(tr("&File"));
    open = add(menu, tr("&Open Model or Corpus..."), QKeySequence::Open, "document-open");
    openBuiltin = add(menu, tr("Use the &Built-in Model"));
    saveModel = add(menu, tr("&Save Model As..."), QKeySequence::SaveAs, "document-save-as");
    menu->addSeparator();
    exportTexts =
        add(menu, tr("&Export..."), QKeySequence(Qt::CTRL | Qt::Key_E), "document-export");
    reproduce =
        add(menu, tr("&Reproduce from Export..."), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    menu->addSeparator();
    quit = add(menu, tr("&Quit"), QKeySequence::Quit, "application-exit");
}

void WindowActions::addUndo(QUndoStack& stack) {
    QAction* const undo = stack.createUndoAction(&window_, tr("&Undo"));
    QAction* const redo = stack.createRedoAction(&window_, tr("&Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    undo->setIcon(QIcon::fromTheme(QStringLiteral("edit-undo")));
    redo->setIcon(QIcon::fromTheme(QStringLiteral("edit-redo")));
    editMenu_->insertActions(editMenu_->actions().value(0), {undo, redo});
}

void WindowActions::addToText(const QList<QAction*>& actions) {
    textMenu_->insertActions(textMenu_->actions().value(0), actions);
}

void WindowActions::buildTextMenu() {
    QMenu* const menu = textMenu_ = addMenu(tr("&Text"));
    generateMany =
        add(menu, tr("Generate &Many"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    menu->addSeparator();
    rerollSeed = add(menu, tr("&Re-roll the Seed"), QKeySequence(Qt::CTRL | Qt::Key_R));
    lockSeed = add(menu, tr("&Lock the Seed"), QKeySequence(Qt::CTRL | Qt::Key_L));
    lockSeed->setCheckable(true);
}

void WindowActions::buildTrainingMenu() {
    QMenu* const menu = addMenu(tr("T&raining"));
    train = add(menu, tr("&Train..."), QKeySequence(Qt::CTRL | Qt::Key_T));
    resumeTraining = add(menu, tr("&Go On with a Checkpoint..."));
    menu->addSeparator();
    pauseTraining = add(menu, tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P));
    pauseTraining->setCheckable(true);
    stepTraining = add(menu, tr("Single St&ep"), QKeySequence(Qt::CTRL | Qt::Key_Period));
    stopTraining = add(menu, tr("&Stop"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    saveCheckpoint = add(menu, tr("Save the &Checkpoint Now"));
    menu->addSeparator();
    useTrained = add(menu, tr("&Use the Trained Model"));
}

void WindowActions::addTheme(QMenu* menu, const QString& text, const char* choice) {
    QAction* const action = add(menu, text);
    action->setCheckable(true);
    action->setData(QString::fromLatin1(choice));
    theme->addAction(action);
}

void WindowActions::buildViewMenu() {
    QMenu* const menu = addMenu(tr("&View"));
    panelsMenu_ = menu->addMenu(tr("&Panels"));
    QMenu* const themes = menu->addMenu(tr("&Theme"));
    theme = new QActionGroup(&window_);
    addTheme(themes, tr("&Follow the Desktop"), "desktop");
    addTheme(themes, tr("&Light"), "light");
    addTheme(themes, tr("&Dark"), "dark");
    menu->addSeparator();
    tallPanels = add(menu, tr("T&all Panels"), QKeySequence(Qt::CTRL | Qt::Key_J));
    resetLayout = add(menu, tr("&Reset Layout"));
    fullScreen = add(menu, tr("F&ull Screen"), QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
}

void WindowActions::buildHelpMenu() {
    QMenu* const menu = addMenu(tr("&Help"));
    welcome = add(menu, tr("&Welcome"));
    shortcuts = add(menu, tr("&Keyboard Shortcuts"), QKeySequence(Qt::CTRL | Qt::Key_Slash));
    menu->addSeparator();
    about = add(menu, tr("&About Tempera"));
}

} // namespace tempera::ui
