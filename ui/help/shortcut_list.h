// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <vector>

QT_BEGIN_NAMESPACE
class QAction;
QT_END_NAMESPACE

namespace tempera::ui {

/// An action that has a key.
struct Shortcut {
    QString name; ///< the action's text without mnemonic and dots
    QString keys; ///< as the platform writes them, several joined by ", "
    QString help; ///< the action's tooltip where it says more than its name

    bool operator==(const Shortcut&) const = default;
};

/// The actions with keys of one menu, in the menu's order.
struct ShortcutGroup {
    QString menu;
    std::vector<Shortcut> shortcuts;

    bool operator==(const ShortcutGroup&) const = default;
};

using ShortcutList = std::vector<ShortcutGroup>;

/// Groups actions by the menu they are found in (submenus as "View › Theme"), in the order of the
/// menu bar; those in no menu come last. Actions without keys are left out.
ShortcutList listShortcuts(const QList<QAction*>& actions);

} // namespace tempera::ui
