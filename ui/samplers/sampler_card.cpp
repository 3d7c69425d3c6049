// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_card.h"

#include "ui/samplers/chain_words.h"
#include "ui/samplers/number_text.h"
#include "ui/samplers/sampler_value_editor.h"
#include "ui/samplers/switch_box.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace tempera::ui {

namespace {

QString explanation(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::temperature:
        return SamplerCard::tr("Temperature divides the logits by T: below 1 the distribution "
                               "becomes peaked, above 1 flat; it removes no word.");
    case SamplerKind::topK:
        return SamplerCard::tr("Top-k keeps the k most probable words, however probable they are.");
    case SamplerKind::topP:
        return SamplerCard::tr("Top-p (nucleus sampling) keeps the most probable words until their "
                               "probabilities add up to p.");
    case SamplerKind::minP:
        return SamplerCard::tr("Min-p keeps the words that are at least m times as probable as the "
                               "most probable one.");
    }
    return {};
}

QString countsText(const std::optional<SamplerEffect>& effect) {
    if (!effect)
        return {};
    return SamplerCard::tr("%1 \u2192 %2", "candidates before and after")
        .arg(countText(static_cast<qint64>(effect->candidatesBefore)),
             countText(static_cast<qint64>(effect->candidatesAfter)));
}

} // namespace

SamplerCard::SamplerCard(SamplerKind kind, QWidget* parent)
    : Card(parent),
      slot_{{kind, 1.0}, true},
      switch_(new SwitchBox(samplerTitle(kind), this)),
      editor_(new SamplerValueEditor(kind, this)),
      counts_(new QLabel(this)),
      caption_(new QLabel(this)),
      earlier_(makeMoveButton(Qt::LeftArrow, tr("Let %1 act earlier"))),
      later_(makeMoveButton(Qt::RightArrow, tr("Let %1 act later"))) {
    setToolTip(explanation(kind));
    setCursor(Qt::OpenHandCursor);
    switch_->setCursor(Qt::ArrowCursor);
    editor_->setCursor(Qt::ArrowCursor);
    switch_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    switch_->setToolTip(explanation(kind));
    counts_->setFont(scaledFont(font(), 1.15, QFont::DemiBold));
    caption_->setFont(scaledFont(font(), 0.85));
    caption_->setForegroundRole(QPalette::PlaceholderText);
    counts_->setToolTip(tr("Words that could be drawn before and after this step."));
    layOut();
    connectParts();
    describe();
}

QToolButton* SamplerCard::makeMoveButton(Qt::ArrowType arrow, const QString& what) {
    auto* button = new QToolButton(this);
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setCursor(Qt::ArrowCursor);
    button->setAccessibleName(what.arg(samplerTitle(kind())));
    button->setToolTip(button->accessibleName());
    return button;
}

void SamplerCard::layOut() {
    auto* head = new QHBoxLayout;
    head->addWidget(switch_, 1);
    head->addWidget(earlier_);
    head->addWidget(later_);
    head->setSpacing(0);
    auto* layout = new QVBoxLayout(this);
    const int space = padding();
    layout->setContentsMargins(space + space / 2, space, space, space);
    layout->setSpacing(space / 2);
    layout->addLayout(head);
    layout->addWidget(editor_);
    layout->addStretch();
    layout->addWidget(counts_);
    layout->addWidget(caption_);
}

void SamplerCard::connectParts() {
    connect(switch_, &SwitchBox::toggled, this, [this](bool on) { editSlot({slot_.sampler, on}); });
    connect(editor_, &SamplerValueEditor::valueEdited, this, [this](double value) {
        editSlot({{kind(), value}, slot_.enabled});
    });
    connect(earlier_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(-1); });
    connect(later_, &QToolButton::clicked, this, [this] { Q_EMIT moveRequested(1); });
}

void SamplerCard::editSlot(const SamplerSlot& slot) {
    slot_ = slot;
    describe();
    Q_EMIT slotEdited(slot_);
}

void SamplerCard::setSamplerSlot(const SamplerSlot& slot) {
    const bool valueChanged = slot.sampler.value != editor_->value();
    slot_ = slot;
    const QSignalBlocker blocker(switch_);
    switch_->setChecked(slot.enabled);
    if (valueChanged)
        editor_->setValue(slot.sampler.value);
    describe();
}

void SamplerCard::setEffect(const std::optional<SamplerEffect>& effect) {
    effect_ = effect;
    describe();
}

void SamplerCard::setMovable(bool earlier, bool later) {
    earlier_->setEnabled(earlier);
    later_->setEnabled(later);
}

void SamplerCard::describe() {
    editor_->setEnabled(slot_.enabled);
    counts_->setText(slot_.enabled ? countsText(effect_) : tr("off"));
    counts_->setForegroundRole(slot_.enabled ? QPalette::WindowText : QPalette::PlaceholderText);
    caption_->setText(captionText());
    setAccessibleName(tr("Sampler %1").arg(samplerTitle(kind())));
    setAccessibleDescription(
        slot_.enabled
            ? tr("on, %1, candidates %2").arg(samplerValueText(slot_.sampler), countsText(effect_))
            : tr("off"));
}

QString SamplerCard::captionText() const {
    if (!slot_.enabled)
        return tr("changes nothing");
    if (!effect_)
        return {};
    return effect_->candidatesBefore == effect_->candidatesAfter ? tr("words, none removed")
                                                                 : tr("words that can be drawn");
}

void SamplerCard::keyPressEvent(QKeyEvent* event) {
    const bool moves = event->modifiers() == Qt::AltModifier &&
                       (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right);
    if (moves)
        Q_EMIT moveRequested(event->key() == Qt::Key_Left ? -1 : 1);
    else if (event->key() == Qt::Key_Space && !partHasFocus())
        switch_->toggle();
    else
        Card::keyPressEvent(event);
}

void SamplerCard::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        grip_ = event->position().toPoint();
}

void SamplerCard::mouseMoveEvent(QMouseEvent* event) {
    if (!grip_)
        return;
    const QPoint here = event->position().toPoint();
    if (!dragging_ && (here - *grip_).manhattanLength() < QApplication::startDragDistance())
        return;
    dragging_ = true;
    setCursor(Qt::ClosedHandCursor);
    Q_EMIT dragged(mapToParent(here), *grip_);
}

void SamplerCard::mouseReleaseEvent(QMouseEvent*) {
    if (dragging_)
        Q_EMIT dropped();
    grip_.reset();
    dragging_ = false;
    setCursor(Qt::OpenHandCursor);
}

} // namespace tempera::ui
