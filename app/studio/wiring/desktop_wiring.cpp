// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/help/shortcuts_dialog.h"

#include <QActionGroup>
#include <QMessageBox>

namespace tempera::studio {

namespace {

using Choice = ThemeController::Choice;

Choice choiceOf(const QAction& action) {
    const QString name = action.data().toString();
    if (name == "light")
        return Choice::light;
    return name == "dark" ? Choice::dark : Choice::followDesktop;
}

void connectTheme(Studio& studio) {
    QActionGroup& group = *studio.window().actions().theme;
    for (QAction* action : group.actions())
        action->setChecked(choiceOf(*action) == studio.theme().choice());
    QObject::connect(&group, &QActionGroup::triggered, &studio,
                     [&studio](QAction* action) { studio.theme().setChoice(choiceOf(*action)); });
}

void showShortcuts(ui::MainWindow& window) {
    auto* const dialog = new ui::ShortcutsDialog(window.findChildren<QAction*>(), &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void showAbout(ui::MainWindow& window) {
    QMessageBox box(&window);
    box.setWindowTitle(Studio::tr("About Tempera"));
    box.setIconPixmap(
        window.windowIcon().pixmap(box.style()->pixelMetric(QStyle::PM_LargeIconSize)));
    box.setTextFormat(Qt::RichText);
    box.setText(
        Studio::tr("<h3>Tempera %1</h3><p>A studio for small language models: chapter 12.1, “Text "
                   "generation”, of <i>Deep Learning with Python</i>, exact, live and open to "
                   "inspection.</p><p>GPL-3.0-or-later. Qt %2, LibTorch, QCustomPlot.</p>")
            .arg(QStringLiteral(TEMPERA_VERSION), QString::fromLatin1(qVersion())));
    box.exec();
}

} // namespace

void wireDesktop(Studio& studio) {
    ui::MainWindow& window = studio.window();
    ui::WindowActions& actions = window.actions();
    actions.addUndo(studio.exploration().undoStack());
    connectTheme(studio);
    QObject::connect(actions.shortcuts, &QAction::triggered, &window,
                     [&window] { showShortcuts(window); });
    QObject::connect(actions.about, &QAction::triggered, &window, [&window] { showAbout(window); });
    QObject::connect(actions.fullScreen, &QAction::toggled, &window, [&window](bool full) {
        full ? window.showFullScreen() : window.showNormal();
    });
    QObject::connect(actions.quit, &QAction::triggered, &window, &QWidget::close);
    QObject::connect(&window, &ui::MainWindow::closing, &studio, [&studio](const bool& allowed) {
        if (!allowed)
            return;
        studio.window().saveLayout();
        studio.session().save();
    });
}

} // namespace tempera::studio
