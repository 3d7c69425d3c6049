// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_panel.h"

#include "ui/samplers/chain_words.h"
#include "ui/samplers/sampler_card.h"
#include "ui/samplers/sampler_row.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

namespace tempera::ui {

namespace {

SamplerKind kindOf(const SamplerSlot& slot) {
    return slot.sampler.kind;
}

} // namespace

SamplerPanel::SamplerPanel(QWidget* parent)
    : QWidget(parent), row_(new SamplerRow), chain_(new QLabel(this)), meaning_(new QLabel(this)) {
    setAccessibleName(tr("Sampler chain"));
    chain_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    chain_->setWordWrap(true);
    chain_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    chain_->setAccessibleName(tr("The chain in words"));
    chain_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    meaning_->setAccessibleName(tr("What the order means"));
    meaning_->setWordWrap(true);
    auto* scroller = new QScrollArea(this);
    scroller->setWidget(row_);
    scroller->setWidgetResizable(true);
    scroller->setFrameShape(QFrame::NoFrame);
    scroller->setFocusPolicy(Qt::NoFocus);
    scroller->viewport()->setAutoFillBackground(false);
    row_->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    const int space = fontMetrics().height() / 2;
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addLayout(makeOrderButtons());
    layout->addWidget(scroller, 1);
    layout->addWidget(meaning_);
    connect(row_, &SamplerRow::moved, this, &SamplerPanel::moveSlot);
    setStack(defaultSamplerStack());
}

QHBoxLayout* SamplerPanel::makeOrderButtons() {
    auto* layout = new QHBoxLayout;
    layout->addWidget(new QLabel(tr("Order:")));
    orders_[SamplerOrder::book] =
        addOrderButton(layout, tr("&Book"), tr("As in the book: temperature alone."));
    orders_[SamplerOrder::llamaCpp] = addOrderButton(
        layout, tr("&llama.cpp"),
        tr("As in llama.cpp: top-k, top-p and min-p cut first, temperature comes last."));
    orders_[SamplerOrder::huggingFace] =
        addOrderButton(layout, tr("&Hugging Face"),
                       tr("As in Hugging Face's transformers: temperature first, then the cuts."));
    for (auto& [order, button] : orders_) {
        button->setCheckable(true);
        connect(button, &QPushButton::clicked, this,
                [this, wanted = order] { change(arranged(stack_, wanted)); });
    }
    neutral_ = addOrderButton(layout, tr("&Neutral"),
                              tr("Temperature 1 and no cuts: the model's own distribution."));
    connect(neutral_, &QPushButton::clicked, this, [this] { change(neutral(stack_)); });
    layout->addWidget(chain_, 1);
    return layout;
}

QPushButton* SamplerPanel::addOrderButton(QHBoxLayout* layout, const QString& text,
                                          const QString& toolTip) {
    auto* button = new QPushButton(text, this);
    button->setToolTip(toolTip);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setAccessibleDescription(toolTip);
    layout->addWidget(button);
    return button;
}

SamplerCard* SamplerPanel::makeCard(SamplerKind kind) {
    auto* card = new SamplerCard(kind, row_);
    connect(card, &SamplerCard::slotEdited, this, [this, kind](const SamplerSlot& slot) {
        SamplerStack edited = stack_;
        edited[static_cast<std::size_t>(indexOf(kind))] = slot;
        change(edited);
    });
    connect(card, &SamplerCard::moveRequested, this,
            [this, kind](int places) { moveSlot(indexOf(kind), indexOf(kind) + places); });
    return card;
}

void SamplerPanel::setStack(const SamplerStack& stack) {
    if (stack == stack_)
        return;
    if (activeChain(stack) != activeChain(stack_))
        effects_.clear(); // they belong to another chain
    const bool sameOrder = std::ranges::equal(stack, stack_, {}, kindOf, kindOf);
    stack_ = stack;
    if (!sameOrder)
        showOrder();
    showStack();
}

void SamplerPanel::setEffects(std::vector<SamplerEffect> effects) {
    effects_ = std::move(effects);
    showEffects();
}

void SamplerPanel::showOrder() {
    std::vector<SamplerCard*> cards;
    for (auto& [kind, card] : cards_)
        if (std::ranges::find(stack_, kind, kindOf) == stack_.end())
            card->hide();
    for (std::size_t index = 0; index < stack_.size(); ++index) {
        SamplerCard*& card = cards_[kindOf(stack_[index])];
        if (card == nullptr)
            card = makeCard(kindOf(stack_[index]));
        card->setMovable(index > 0, index + 1 < stack_.size());
        cards.push_back(card);
    }
    row_->setCards(cards);
    orderTabs(cards);
}

void SamplerPanel::showStack() {
    for (const SamplerSlot& slot : stack_)
        cards_.at(kindOf(slot))->setSamplerSlot(slot);
    chain_->setText(chainInWords(stack_));
    showEffects();
    updateButtons();
}

void SamplerPanel::showEffects() {
    for (auto& [kind, card] : cards_) {
        const auto effect = std::ranges::find_if(
            effects_, [wanted = kind](const SamplerEffect& e) { return e.sampler.kind == wanted; });
        card->setEffect(effect == effects_.end() ? std::nullopt : std::optional(*effect));
    }
    const QString warning = lonelyTokenWarning(effects_);
    meaning_->setText(warning.isEmpty() ? orderInWords(stack_) : warning);
    QPalette colors;
    const ThemeColors theme = themeColors(palette());
    colors.setColor(QPalette::WindowText,
                    warning.isEmpty() ? theme.secondaryText : theme.warningText);
    meaning_->setPalette(colors);
}

void SamplerPanel::updateButtons() {
    const std::optional<SamplerOrder> current = orderOf(stack_);
    const ThemeColors colors = themeColors(palette());
    for (auto& [order, button] : orders_) {
        button->setChecked(current == order);
        QPalette checked; // Fusion alone hardly shows it in dark colours
        if (current == order) {
            checked.setColor(QPalette::Button, colors.accent);
            checked.setColor(QPalette::ButtonText, colors.accentText);
        }
        button->setPalette(checked);
    }
    neutral_->setEnabled(neutral(stack_) != stack_);
}

void SamplerPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    updateButtons();
    showEffects();
}

void SamplerPanel::orderTabs(const std::vector<SamplerCard*>& cards) {
    QWidget* before = neutral_;
    for (SamplerCard* card : cards) {
        setTabOrder(before, card);
        before = card;
        for (QWidget* part : card->findChildren<QWidget*>())
            if (part->focusPolicy() & Qt::TabFocus && part->focusProxy() == nullptr) {
                setTabOrder(before, part);
                before = part;
            }
    }
}

void SamplerPanel::change(const SamplerStack& stack) {
    if (stack == stack_) {
        updateButtons(); // a press of a checked button must not uncheck it
        return;
    }
    setStack(stack);
    Q_EMIT stackChanged(stack_);
}

void SamplerPanel::moveSlot(int from, int to) {
    if (to < 0 || static_cast<std::size_t>(to) >= stack_.size())
        return;
    SamplerStack reordered = stack_;
    const SamplerSlot slot = reordered[static_cast<std::size_t>(from)];
    reordered.erase(reordered.begin() + from);
    reordered.insert(reordered.begin() + to, slot);
    change(reordered);
}

int SamplerPanel::indexOf(SamplerKind kind) const {
    const auto found = std::ranges::find_if(
        stack_, [kind](const SamplerSlot& slot) { return slot.sampler.kind == kind; });
    return static_cast<int>(found - stack_.begin());
}

} // namespace tempera::ui
