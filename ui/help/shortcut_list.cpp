// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/shortcut_list.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <algorithm>

namespace tempera::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ShortcutList)
};

/// "Save &As..." as "Save As"; "&&" is an ampersand.
QString plainText(QString text) {
    text.replace("&&", QString(QChar::Null));
    text.remove('&');
    text.replace(QChar(QChar::Null), '&');
    while (text.endsWith('.') || text.endsWith(QChar(u'…')))
        text.chop(1);
    return text;
}

/// The first menu that shows the action; a toolbar or a window is none.
QMenu* menuOf(const QAction& action) {
    for (QObject* const object : action.associatedObjects())
        if (auto* const menu = qobject_cast<QMenu*>(object))
            return menu;
    return nullptr;
}

/// "View › Theme" for a submenu.
QString menuTitle(const QAction& action) {
    QStringList titles;
    for (const QMenu* menu = menuOf(action); menu != nullptr; menu = menuOf(*menu->menuAction()))
        titles.prepend(plainText(menu->title()));
    return titles.join(QStringLiteral(" › "));
}

QString keysText(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& sequence : action.shortcuts())
        if (!sequence.isEmpty())
            keys.append(sequence.toString(QKeySequence::NativeText));
    return keys.join(", ");
}

ShortcutGroup& groupNamed(ShortcutList& list, const QString& menu) {
    const auto found = std::ranges::find(list, menu, &ShortcutGroup::menu);
    return found != list.end() ? *found : list.emplace_back(ShortcutGroup{menu, {}});
}

} // namespace

ShortcutList listShortcuts(const QList<QAction*>& actions) {
    ShortcutList list;
    ShortcutGroup elsewhere{Texts::tr("Anywhere in the window"), {}};
    for (const QAction* action : actions) {
        Shortcut shortcut{plainText(action->text()), keysText(*action), {}};
        if (shortcut.keys.isEmpty() || shortcut.name.isEmpty())
            continue;
        // Qt makes a tooltip of the text where none was given.
        if (plainText(action->toolTip()) != shortcut.name)
            shortcut.help = action->toolTip();
        const QString menu = menuTitle(*action);
        (menu.isEmpty() ? elsewhere : groupNamed(list, menu)).shortcuts.push_back(shortcut);
    }
    if (!elsewhere.shortcuts.empty())
        list.push_back(std::move(elsewhere));
    return list;
}

} // namespace tempera::ui
