// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/prompt_box.h"

#include "ui/text/field_frame.h"
#include "ui/text/prompt_edit.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QFontMetrics>
#include <QLabel>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace tempera::ui {

PromptBox::PromptBox(QWidget* parent)
    : QWidget(parent), edit_(new PromptEdit(this)), messageLabel_(new QLabel(this)) {
    auto* label = new QLabel(tr("&Prompt"), this);
    label->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    label->setBuddy(edit_);
    edit_->setPlaceholderText(tr("The words that the text begins with"));
    edit_->setAccessibleName(tr("Prompt"));
    edit_->setToolTip(tr("What the model goes on from; Ctrl+Return generates"));
    edit_->setAccessibleDescription(edit_->toolTip());
    layOut(label);
    showMessage();
    connect(edit_, &PromptEdit::textChanged, this, &PromptBox::textChanged);
    connect(edit_, &PromptEdit::noticed, this, [this](const QString& notice) {
        notice_ = notice;
        showMessage();
    });
}

void PromptBox::layOut(QLabel* label) {
    messageLabel_->setFont(scaledFont(font(), 0.92));
    messageLabel_->setTextFormat(Qt::PlainText);
    messageLabel_->setWordWrap(true);
    messageLabel_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Its line is kept free: messages come and go while typing, and the text below must not jump.
    messageLabel_->setMinimumHeight(QFontMetrics(messageLabel_->font()).height());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(QFontMetrics(font()).height() / 4);
    layout->addWidget(label);
    layout->addWidget(new FieldFrame(edit_, this));
    layout->addWidget(messageLabel_);
    setFocusProxy(edit_);
}

void PromptBox::setPrompt(const QString& prompt) {
    if (prompt == edit_->toPlainText())
        return;
    const QScopedValueRollback guard(setting_, true);
    edit_->setPlainText(prompt);
    edit_->moveCursor(QTextCursor::End);
}

QString PromptBox::prompt() const {
    return edit_->toPlainText();
}

void PromptBox::setMessage(const QString& message, bool isWarning) {
    message_ = message;
    isWarning_ = isWarning;
    showMessage();
}

void PromptBox::textChanged() {
    notice_.clear();
    showMessage();
    if (!setting_)
        Q_EMIT promptEdited(prompt());
}

void PromptBox::showMessage() {
    const ThemeColors colors = themeColors(palette());
    const bool warns = isWarning_ || !notice_.isEmpty();
    QPalette labelColors;
    labelColors.setColor(QPalette::WindowText, warns ? colors.warningText : colors.secondaryText);
    messageLabel_->setPalette(labelColors);
    const QString shown = notice_.isEmpty() ? message_ : notice_;
    if (shown == messageLabel_->text())
        return;
    messageLabel_->setText(shown);
    messageLabel_->setAccessibleName(shown);
    QAccessibleEvent event(messageLabel_, QAccessible::Alert);
    if (!shown.isEmpty())
        QAccessible::updateAccessibility(&event);
}

void PromptBox::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMessage();
}

} // namespace tempera::ui
