// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/shortcut_list.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QSet>
#include <map>
#include <optional>

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
QString menuTitle(const QMenu& innermost) {
    QStringList titles;
    for (const QMenu* menu = &innermost; menu != nullptr; menu = menuOf(*menu->menuAction()))
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

/// Where a menu is found: the places of its parents and its own in the menu bar and the menus.
std::vector<qsizetype> positionOf(const QMenu& menu) {
    std::vector<qsizetype> position;
    for (QObject* const object : menu.menuAction()->associatedObjects())
        if (const auto* const widget = qobject_cast<QWidget*>(object)) {
            if (const auto* const parent = qobject_cast<QMenu*>(object))
                position = positionOf(*parent);
            position.push_back(widget->actions().indexOf(menu.menuAction()));
            break;
        }
    return position;
}

std::optional<Shortcut> shortcutOf(const QAction& action) {
    Shortcut shortcut{plainText(action.text()), keysText(action), {}};
    if (shortcut.keys.isEmpty() || shortcut.name.isEmpty())
        return std::nullopt;
    // Qt makes a tooltip of the text where none was given.
    const QString toolTip = action.toolTip();
    if (toolTip != shortcut.name && plainText(toolTip) != shortcut.name)
        shortcut.help = toolTip;
    return shortcut;
}

/// Takes the actions with keys out of those that are not listed yet.
ShortcutGroup takeGroup(const QString& title, const QList<QAction*>& members,
                        QSet<const QAction*>& unlisted) {
    ShortcutGroup group{title, {}};
    for (const QAction* const action : members)
        if (unlisted.remove(action))
            if (const auto shortcut = shortcutOf(*action))
                group.shortcuts.push_back(*shortcut);
    return group;
}

} // namespace

ShortcutList listShortcuts(const QList<QAction*>& actions) {
    std::map<std::vector<qsizetype>, QMenu*> menus; // in the order of the menu bar
    for (const QAction* const action : actions)
        if (QMenu* const menu = menuOf(*action))
            menus.emplace(positionOf(*menu), menu);
    ShortcutList list;
    QSet<const QAction*> unlisted(actions.begin(), actions.end());
    const auto add = [&list](const ShortcutGroup& group) {
        if (!group.shortcuts.empty())
            list.push_back(group);
    };
    for (const auto& [position, menu] : menus)
        add(takeGroup(menuTitle(*menu), menu->actions(), unlisted));
    add(takeGroup(Texts::tr("Anywhere in the window"), actions, unlisted));
    return list;
}

} // namespace tempera::ui
