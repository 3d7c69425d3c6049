// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_panel.h"

#include "ui/compare/compare_card.h"
#include "ui/compare/compared_temperatures.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

namespace {

CompareColumn columnAt(double temperature) {
    CompareColumn column;
    column.temperature = temperature;
    column.finished = false;
    return column;
}

} // namespace

ComparePanel::ComparePanel(QWidget* parent)
    : QWidget(parent),
      cardLayout_(new QHBoxLayout),
      empty_(new QLabel(tr("Generate a text to see it here at several temperatures, "
                           "written with the same luck."),
                        this)) {
    setAccessibleName(tr("Compare"));
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    cardLayout_->addWidget(empty_);
    auto* layout = new QHBoxLayout(this);
    const int space = fontMetrics().height() / 2;
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    cardLayout_->setSpacing(space);
    layout->addLayout(cardLayout_, 1);
    layout->addWidget(makeButtons());
    updateButtons();
}

QWidget* ComparePanel::makeButtons() {
    add_ = new QPushButton(tr("Add &column"));
    add_->setToolTip(tr("Compare one more temperature, up to six."));
    book_ = new QPushButton(tr("&Book's five"));
    book_->setToolTip(tr("Compare 0.2, 0.5, 0.7, 1.0 and 1.5, the temperatures of the book."));
    export_ = new QPushButton(tr("E&xport..."));
    export_->setToolTip(tr("Save the texts that stand here."));
    connect(add_, &QPushButton::clicked, this, &ComparePanel::addColumn);
    connect(book_, &QPushButton::clicked, this, &ComparePanel::resetToBook);
    connect(export_, &QPushButton::clicked, this, &ComparePanel::exportRequested);
    auto* buttons = new QWidget;
    auto* layout = new QVBoxLayout(buttons);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {add_, book_, export_}) {
        button->setAccessibleName(button->text().remove(u'&'));
        layout->addWidget(button);
    }
    layout->addStretch();
    return buttons;
}

void ComparePanel::setColumns(std::vector<CompareColumn> columns) {
    columns_ = std::move(columns);
    if (columns_.size() > mostColumns)
        columns_.resize(mostColumns);
    matchCards();
    for (std::size_t index = 0; index < columns_.size(); ++index)
        showColumn(index);
    updateButtons();
}

void ComparePanel::setColumn(int index, CompareColumn column) {
    if (index < 0 || static_cast<std::size_t>(index) >= columns_.size())
        return;
    const auto place = static_cast<std::size_t>(index);
    columns_[place] = std::move(column);
    showColumn(place);
    updateButtons();
}

void ComparePanel::setTokenSeparator(const QString& separator) {
    separator_ = separator;
    for (std::size_t index = 0; index < columns_.size(); ++index)
        showColumn(index);
}

std::vector<double> ComparePanel::temperatures() const {
    std::vector<double> result;
    for (const CompareColumn& column : columns_)
        result.push_back(column.temperature);
    return result;
}

CompareCard* ComparePanel::makeCard() {
    auto* card = new CompareCard(this);
    connect(card, &CompareCard::activated, this,
            [this, card] { Q_EMIT columnActivated(static_cast<int>(indexOf(card))); });
    connect(card, &CompareCard::temperatureEdited, this,
            [this, card](double temperature) { editTemperature(card, temperature); });
    connect(card, &CompareCard::removeRequested, this, [this, card] { removeColumn(card); });
    return card;
}

void ComparePanel::matchCards() {
    while (cards_.size() < columns_.size()) {
        cards_.push_back(makeCard());
        cardLayout_->addWidget(cards_.back(), 1);
        setTabOrder(cards_.back(), add_);
        cards_.back()->show();
    }
    while (cards_.size() > columns_.size()) {
        cards_.back()->deleteLater();
        cards_.back()->hide();
        cardLayout_->removeWidget(cards_.back());
        cards_.pop_back();
    }
    empty_->setVisible(columns_.empty());
}

void ComparePanel::showColumn(std::size_t index) {
    cards_[index]->setColumn(columns_[index], separator_);
}

void ComparePanel::updateButtons() {
    const bool temperatures = std::ranges::all_of(columns_, isTemperatureColumn);
    add_->setEnabled(temperatures && !columns_.empty() && columns_.size() < mostColumns);
    book_->setEnabled(!temperatures || this->temperatures() != booksFiveTemperatures());
    export_->setEnabled(!columns_.empty());
    for (CompareCard* card : cards_)
        card->setRemovable(columns_.size() > fewestColumns);
}

std::size_t ComparePanel::indexOf(const CompareCard* card) const {
    return static_cast<std::size_t>(std::ranges::find(cards_, card) - cards_.begin());
}

void ComparePanel::editTemperature(const CompareCard* card, double temperature) {
    const std::size_t index = indexOf(card);
    columns_[index].temperature = temperature;
    columns_[index].title.clear();
    columns_[index].finished = false;
    columns_[index].current = false;
    showColumn(index);
    updateButtons();
    Q_EMIT temperaturesChanged(temperatures());
}

void ComparePanel::addColumn() {
    std::vector<double> wanted = temperatures();
    const double temperature = temperatureToAdd(wanted);
    const int index = addTemperature(wanted, temperature);
    std::vector<CompareColumn> columns = columns_;
    columns.insert(columns.begin() + index, columnAt(temperature));
    changeColumns(std::move(columns));
}

void ComparePanel::removeColumn(const CompareCard* card) {
    const std::size_t index = indexOf(card);
    std::vector<CompareColumn> columns = columns_;
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(index));
    changeColumns(std::move(columns));
    cards_[std::min(index, cards_.size() - 1)]->setFocus();
}

void ComparePanel::resetToBook() {
    std::vector<CompareColumn> columns;
    for (const double temperature : booksFiveTemperatures()) {
        const auto same = std::ranges::find_if(columns_, [temperature](const auto& column) {
            return isTemperatureColumn(column) && column.temperature == temperature;
        });
        columns.push_back(same == columns_.end() ? columnAt(temperature) : *same);
    }
    changeColumns(std::move(columns));
}

void ComparePanel::changeColumns(std::vector<CompareColumn> columns) {
    setColumns(std::move(columns));
    Q_EMIT temperaturesChanged(temperatures());
}

} // namespace tempera::ui
