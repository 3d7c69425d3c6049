// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/help/shortcut_list.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QAction;
class QLabel;
class QLineEdit;
class QTreeWidget;
QT_END_NAMESPACE

namespace tempera::ui {

/// All keyboard shortcuts of a window, by menu, with a search field. Made from the actions
/// themselves, so it can't miss one or tell an old key.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    /// `actions`: all of the window, as from window.findChildren<QAction*>(). Read at once.
    explicit ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent = nullptr);

    /// The list as a page: a heading and a table by menu.
    QString toHtml() const;

private:
    void build();
    void fill();
    void search(const QString& text);
    void print();

    ShortcutList shortcuts_;
    QLineEdit* search_ = nullptr;
    QTreeWidget* table_ = nullptr;
    QLabel* nothingFound_ = nullptr;
};

} // namespace tempera::ui
