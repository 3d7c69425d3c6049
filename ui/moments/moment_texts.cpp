// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_texts.h"

#include "ui/moments/moment_text_card.h"

#include <algorithm>

namespace tempera::ui {

namespace {

/// With fewer the cards stand side by side.
constexpr int linesOfRow = 4;

QString textAt(const Moment* moment, double temperature) {
    if (moment == nullptr)
        return {};
    const auto found = std::ranges::find(moment->texts, temperature, &MomentText::temperature);
    return found == moment->texts.end() ? QString() : QString::fromStdString(found->text);
}

} // namespace

MomentTexts::MomentTexts(QWidget* parent)
    : QWidget(parent), layout_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setSpacing(fontMetrics().height() / 2);
    setAccessibleName(tr("Texts of the moment"));
}

void MomentTexts::setMoment(const Moment& moment, const Moment* before) {
    while (cards_.size() < moment.texts.size()) {
        cards_.push_back(new MomentTextCard(this));
        layout_->addWidget(cards_.back(), 1);
    }
    while (cards_.size() > moment.texts.size()) {
        delete cards_.back();
        cards_.pop_back();
    }
    // Another prompt or another luck explains every difference: nothing is marked then.
    const bool comparable =
        before != nullptr && before->prompt == moment.prompt && before->seed == moment.seed;
    for (std::size_t index = 0; index < cards_.size(); ++index) {
        const MomentText& text = moment.texts[index];
        cards_[index]->setText(text, textAt(comparable ? before : nullptr, text.temperature));
    }
    arrange();
}

void MomentTexts::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void MomentTexts::arrange() {
    if (cards_.empty())
        return;
    const int count = static_cast<int>(cards_.size());
    const int needed =
        count * cards_.front()->heightOf(linesOfRow) + (count - 1) * layout_->spacing();
    const bool rows = height() >= needed;
    layout_->setDirection(rows ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (MomentTextCard* card : cards_)
        card->setDirection(rows ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace tempera::ui
