// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/problem_banner.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QToolButton>

namespace tempera::ui {

ProblemBanner::ProblemBanner(QWidget* parent) : QFrame(parent), label_(new QLabel(this)) {
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText); // it may quote a hostile file
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label_->setAccessibleName(tr("Problem"));
    auto* const close = new QToolButton(this);
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto* const row = new QHBoxLayout(this);
    row->addWidget(label_, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    recolor();
    hide();
}

void ProblemBanner::showMessage(const QString& message) {
    label_->setText(message);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString ProblemBanner::message() const {
    return isHidden() ? QString() : label_->text();
}

void ProblemBanner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange &&
        label_->palette().color(QPalette::WindowText) != themeColors(palette()).changedText)
        recolor();
    QFrame::changeEvent(event);
}

void ProblemBanner::recolor() {
    const ThemeColors colors = themeColors(palette());
    setAutoFillBackground(true);
    QPalette own = label_->palette();
    own.setColor(QPalette::WindowText, colors.changedText);
    label_->setPalette(own);
    setStyleSheet(QStringLiteral("tempera--ui--ProblemBanner { background: %1; border: 0; }")
                      .arg(colors.changed.name()));
}

} // namespace tempera::ui
