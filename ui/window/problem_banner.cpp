// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/problem_banner.h"

#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace tempera::ui {

ProblemBanner::ProblemBanner(QWidget* parent)
    : QFrame(parent), label_(new QLabel(this)), row_(new QHBoxLayout(this)) {
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
    row_->addWidget(label_, 1);
    row_->addWidget(close);
    recolor();
    hide();
}

void ProblemBanner::showMessage(const QString& message, const std::vector<WayOut>& waysOut) {
    label_->setText(message);
    for (QPushButton* button : buttons_)
        button->deleteLater(); // it may be the one that was clicked
    buttons_.clear();
    for (const WayOut& wayOut : waysOut)
        offer(wayOut);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProblemBanner::offer(const WayOut& wayOut) {
    auto* const button = new QPushButton(wayOut.text, this);
    connect(button, &QPushButton::clicked, this, [this, take = wayOut.take] {
        hide();
        take();
    });
    row_->insertWidget(row_->count() - 1, button); // before the one that closes
    buttons_.push_back(button);
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
