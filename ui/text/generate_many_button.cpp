// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/generate_many_button.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>
#include <algorithm>

namespace tempera::ui {

GenerateManyButton::GenerateManyButton(QWidget* parent) : QToolButton(parent) {
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setPopupMode(QToolButton::MenuButtonPopup);
    setFocusPolicy(Qt::StrongFocus);
    setMenu(new QMenu(this));
    addCounts();
    setTextCount(20);
    connect(this, &QToolButton::clicked, this, [this] { Q_EMIT generateManyRequested(count_); });
}

void GenerateManyButton::addCounts() {
    auto* group = new QActionGroup(this);
    for (const int count : {5, 10, 20, 50, 100, 200}) {
        QAction* action = menu()->addAction(tr("%1 texts").arg(locale().toString(count)));
        action->setCheckable(true);
        action->setData(count);
        group->addAction(action);
    }
    connect(group, &QActionGroup::triggered, this,
            [this](QAction* action) { setTextCount(action->data().toInt()); });
}

void GenerateManyButton::setTextCount(int count) {
    count_ = std::clamp(count, 2, 1000);
    setText(tr("Generate %1").arg(locale().toString(count_)));
    setToolTip(tr("Writes %1 texts from this prompt, each with a seed of its own, into the list of "
                  "results; the arrow changes how many")
                   .arg(locale().toString(count_)));
    setAccessibleName(text());
    setAccessibleDescription(toolTip());
    for (QAction* action : menu()->actions())
        action->setChecked(action->data().toInt() == count_);
}

} // namespace tempera::ui
