// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/shortcuts_dialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPrintDialog>
#include <QPrinter>
#include <QPushButton>
#include <QTextDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace tempera::ui {

namespace {

enum Column { nameColumn, keysColumn, columnCount };

bool matches(const QTreeWidgetItem& item, const QString& words) {
    for (const QString& word : words.split(' ', Qt::SkipEmptyParts)) {
        const QString all = item.text(nameColumn) + ' ' + item.text(keysColumn) + ' ' +
                            item.toolTip(nameColumn) + ' ' + item.parent()->text(nameColumn);
        if (!all.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent), shortcuts_(listShortcuts(actions)) {
    setWindowTitle(tr("Keyboard Shortcuts"));
    build();
    fill();
    connect(search_, &QLineEdit::textChanged, this, &ShortcutsDialog::search);
    search_->setFocus();
}

void ShortcutsDialog::build() {
    search_ = new QLineEdit(this);
    search_->setPlaceholderText(tr("Search a command or a key"));
    search_->setToolTip(
        tr("Shows only the shortcuts whose command, menu or keys hold these words."));
    search_->setAccessibleName(tr("Search shortcuts"));
    search_->setClearButtonEnabled(true);

    table_ = new QTreeWidget(this);
    table_->setColumnCount(columnCount);
    table_->setHeaderLabels({tr("Command"), tr("Keys")});
    table_->setAccessibleName(tr("Shortcuts by menu"));
    table_->setRootIsDecorated(false);
    table_->setItemsExpandable(false);
    table_->setAlternatingRowColors(true);
    table_->header()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    table_->header()->setSectionResizeMode(keysColumn, QHeaderView::ResizeToContents);
    table_->header()->setStretchLastSection(false);

    nothingFound_ = new QLabel(tr("No shortcut has these words. Try a part of one."), this);
    nothingFound_->setVisible(false);

    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const printButton = buttons->addButton(tr("&Print..."), QDialogButtonBox::ActionRole);
    printButton->setToolTip(tr("Prints all shortcuts as a table."));
    printButton->setAutoDefault(false);
    connect(printButton, &QPushButton::clicked, this, &ShortcutsDialog::print);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* const layout = new QVBoxLayout(this);
    for (QWidget* const widget :
         {static_cast<QWidget*>(search_), static_cast<QWidget*>(table_),
          static_cast<QWidget*>(nothingFound_), static_cast<QWidget*>(buttons)})
        layout->addWidget(widget);
    const QFontMetrics metrics(font());
    resize(metrics.averageCharWidth() * 72, metrics.height() * 32);
}

void ShortcutsDialog::fill() {
    for (const ShortcutGroup& group : shortcuts_) {
        auto* const heading = new QTreeWidgetItem(table_, {group.menu});
        heading->setFirstColumnSpanned(true);
        heading->setFlags(Qt::ItemIsEnabled);
        heading->setFont(nameColumn, scaledFont(font(), 1.0, QFont::DemiBold));
        for (const Shortcut& shortcut : group.shortcuts) {
            auto* const item = new QTreeWidgetItem(heading, {shortcut.name, shortcut.keys});
            item->setToolTip(nameColumn, shortcut.help);
        }
    }
    table_->expandAll();
}

void ShortcutsDialog::search(const QString& text) {
    bool anyGroup = false;
    for (int group = 0; group < table_->topLevelItemCount(); ++group) {
        QTreeWidgetItem* const heading = table_->topLevelItem(group);
        bool any = false;
        for (int row = 0; row < heading->childCount(); ++row) {
            const bool shown = matches(*heading->child(row), text);
            heading->child(row)->setHidden(!shown);
            any = any || shown;
        }
        heading->setHidden(!any);
        anyGroup = anyGroup || any;
    }
    nothingFound_->setVisible(!anyGroup);
}

QString ShortcutsDialog::toHtml() const {
    QString html = "<h2>" + tr("Keyboard shortcuts of Tempera").toHtmlEscaped() + "</h2>";
    html += "<table width=\"100%\" cellpadding=\"3\" cellspacing=\"0\">";
    for (const ShortcutGroup& group : shortcuts_) {
        html +=
            "<tr><th colspan=\"2\" align=\"left\"><br>" + group.menu.toHtmlEscaped() + "</th></tr>";
        for (const Shortcut& shortcut : group.shortcuts)
            html += "<tr><td>" + shortcut.name.toHtmlEscaped() + "</td><td align=\"right\"><b>" +
                    shortcut.keys.toHtmlEscaped() + "</b></td></tr>";
    }
    return html + "</table>";
}

void ShortcutsDialog::print() {
    QPrinter printer;
    QPrintDialog dialog(&printer, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    QTextDocument document;
    document.setHtml(toHtml());
    document.print(&printer);
}

} // namespace tempera::ui
