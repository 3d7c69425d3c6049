// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_card.h"

#include "ui/compare/compare_text.h"
#include "ui/lens/temperature_spin_box.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace tempera::ui {

CompareCard::CompareCard(QWidget* parent)
    : Card(parent),
      temperature_(new TemperatureSpinBox(this)),
      title_(new QLabel(this)),
      state_(new QLabel(this)),
      remove_(new QToolButton(this)),
      text_(new CompareText(this)),
      figures_(new QLabel(this)) {
    temperature_->setFrame(false);
    temperature_->setAlignment(Qt::AlignLeft);
    temperature_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    title_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    title_->setTextFormat(Qt::PlainText);
    state_->setFont(scaledFont(font(), 0.85));
    state_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    state_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    state_->setForegroundRole(QPalette::PlaceholderText);
    remove_->setAutoRaise(true);
    remove_->setText(u"\u00d7"_qs);
    remove_->setToolTip(tr("Take this column away"));
    figures_->setFont(scaledFont(font(), 0.85));
    figures_->setForegroundRole(QPalette::PlaceholderText);
    figures_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layOut();
    connectParts();
}

void CompareCard::layOut() {
    auto* head = new QHBoxLayout;
    head->addWidget(temperature_);
    head->addWidget(title_, 1);
    head->addWidget(state_, 1);
    head->addWidget(remove_);
    auto* layout = new QVBoxLayout(this);
    const int space = padding();
    layout->setContentsMargins(space + space / 2, space / 2, space, space / 2);
    layout->setSpacing(space / 2);
    layout->addLayout(head);
    layout->addWidget(text_, 1);
    layout->addWidget(figures_);
}

void CompareCard::connectParts() {
    connect(temperature_, &TemperatureSpinBox::temperatureChosen, this,
            &CompareCard::temperatureEdited);
    connect(remove_, &QToolButton::clicked, this, &CompareCard::removeRequested);
    connect(text_, &CompareText::clicked, this, &CompareCard::activated);
}

void CompareCard::setColumn(const CompareColumn& column, const QString& separator) {
    temperatureColumn_ = isTemperatureColumn(column);
    setCurrent(column.current);
    updateTitle(column);
    text_->setPlaceholderText(column.finished ? tr("Nothing written yet.") : tr("Writing..."));
    text_->setTokens(column.tokens, column.firstDifference, separator);
    updateFigures(column);
    describe(column, separator);
}

void CompareCard::updateTitle(const CompareColumn& column) {
    const QString title = temperatureColumn_ ? temperatureTitle(column.temperature) : column.title;
    temperature_->setVisible(temperatureColumn_);
    title_->setVisible(!temperatureColumn_);
    // While a person types, the number is theirs.
    if (!temperature_->hasFocus() || temperature_->temperature() != column.temperature)
        temperature_->setTemperature(column.temperature);
    temperature_->setAccessibleName(tr("Temperature of the column %1").arg(title));
    title_->setText(title);
    title_->setToolTip(title);
    stateText_ = !column.finished ? tr("writing...") : column.current ? tr("current") : QString();
    fitState();
    setAccessibleName(column.current ? tr("%1, current").arg(title) : title);
    remove_->setAccessibleName(tr("Take %1 away").arg(title));
    setRemovable(removable_);
}

void CompareCard::setRemovable(bool removable) {
    removable_ = removable;
    remove_->setVisible(temperatureColumn_);
    remove_->setEnabled(removable);
}

void CompareCard::updateFigures(const CompareColumn& column) {
    figuresText_ = figuresText(column);
    figures_->setToolTip(figuresText_.isEmpty() ? QString() : figuresToolTip(column));
    fitFigures();
}

void CompareCard::fitFigures() {
    // Each figure stays whole: a line takes as many as fit.
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    QStringList lines;
    for (const QString& figure : figuresText_.split(figureSeparator)) {
        const QString longer = lines.isEmpty() ? figure : lines.last() + figureSeparator + figure;
        if (lines.isEmpty())
            lines.append(figure);
        else if (figures_->fontMetrics().horizontalAdvance(longer) <= room)
            lines.last() = longer;
        else
            lines.append(figure);
    }
    figures_->setText(lines.join(u'\n'));
}

void CompareCard::fitState() {
    // What a border and an accessible name say too is left out where it would be cut off.
    const int space = layout()->spacing() + padding();
    const int taken = (temperatureColumn_ ? temperature_->sizeHint().width() : 0) +
                      remove_->sizeHint().width() + 4 * space;
    const bool fits = taken + state_->fontMetrics().horizontalAdvance(stateText_) <= width();
    state_->setText(fits ? stateText_ : QString());
}

void CompareCard::resizeEvent(QResizeEvent* event) {
    Card::resizeEvent(event);
    fitFigures();
    fitState();
}

void CompareCard::describe(const CompareColumn& column, const QString& separator) {
    const QString text = joinedWords(column.tokens, separator);
    setAccessibleDescription(text + u"\n"_qs + figuresText(column));
    text_->setAccessibleName(tr("Text of %1").arg(accessibleName()));
}

void CompareCard::keyPressEvent(QKeyEvent* event) {
    if (partHasFocus())
        return Card::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT activated();
        return;
    case Qt::Key_Delete:
        if (removable_ && temperatureColumn_)
            Q_EMIT removeRequested();
        return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        scrollText(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    default:
        Card::keyPressEvent(event);
    }
}

void CompareCard::scrollText(int pages) {
    QScrollBar* bar = text_->verticalScrollBar();
    bar->setValue(bar->value() + pages * bar->singleStep());
}

void CompareCard::mousePressEvent(QMouseEvent* event) {
    pressed_ = event->button() == Qt::LeftButton;
}

void CompareCard::mouseReleaseEvent(QMouseEvent* event) {
    if (pressed_ && event->button() == Qt::LeftButton &&
        rect().contains(event->position().toPoint()))
        Q_EMIT activated();
    pressed_ = false;
}

} // namespace tempera::ui
