// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/seed_box.h"

#include "ui/text/field_frame.h"
#include "ui/text/glyph_button.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <algorithm>
#include <optional>

namespace tempera::ui {

namespace {

constexpr int longestSeed = 20; ///< digits of 2^64 - 1

std::optional<quint64> parseSeed(const QString& text) {
    bool ok = false;
    const quint64 seed = text.toULongLong(&ok, 10);
    return ok ? std::optional(seed) : std::nullopt;
}

} // namespace

SeedBox::SeedBox(QWidget* parent)
    : QWidget(parent),
      edit_(new QLineEdit(this)),
      lock_(new GlyphButton(GlyphButton::Glyph::lock, this)),
      reroll_(new GlyphButton(GlyphButton::Glyph::dice, this)) {
    edit_->setFrame(false);
    edit_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* label = new QLabel(tr("See&d"), this);
    label->setBuddy(edit_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(QFontMetrics(font()).height() / 4);
    layout->addWidget(label);
    layout->addWidget(new FieldFrame(edit_, this));
    layout->addWidget(lock_);
    layout->addWidget(reroll_);
    for (GlyphButton* part : {lock_, reroll_})
        part->setSizePolicy(part->sizePolicy().horizontalPolicy(), QSizePolicy::Preferred);

    static const QRegularExpression digits(QStringLiteral("[0-9]{1,%1}").arg(longestSeed));
    edit_->setValidator(new QRegularExpressionValidator(digits, edit_));
    edit_->setAccessibleName(tr("Seed"));
    reroll_->setAccessibleName(tr("Another seed"));
    reroll_->setToolTip(tr("Takes another seed at random, for another text"));
    describeLock();
    showSeed();
    connect(edit_, &QLineEdit::textChanged, this, &SeedBox::showValidity);
    connect(edit_, &QLineEdit::editingFinished, this, &SeedBox::commit);
    connect(lock_, &QToolButton::toggled, this, &SeedBox::describeLock);
    connect(lock_, &QToolButton::clicked, this, &SeedBox::lockChanged);
    connect(reroll_, &QToolButton::clicked, this, &SeedBox::rerollRequested);
}

void SeedBox::setSeed(quint64 seed) {
    seed_ = seed;
    showSeed();
}

void SeedBox::setLocked(bool locked) {
    lock_->setChecked(locked);
}

bool SeedBox::isLocked() const {
    return lock_->isChecked();
}

void SeedBox::commit() {
    const quint64 before = seed_;
    seed_ = parseSeed(edit_->text()).value_or(before);
    showSeed();
    if (seed_ != before)
        Q_EMIT seedChanged(seed_);
}

void SeedBox::showSeed() {
    const QString text = QString::number(seed_);
    if (edit_->text() != text)
        edit_->setText(text);
    showValidity();
}

void SeedBox::showValidity() {
    const bool valid = parseSeed(edit_->text()).has_value();
    QPalette colors;
    if (!valid)
        colors.setColor(QPalette::Text, themeColors(palette()).warningText);
    edit_->setPalette(colors);
    edit_->setToolTip(
        valid ? tr("Where the random numbers of a text begin: the same seed, prompt and samplers "
                   "give the same text")
              : tr("Not a seed: it must be a whole number from 0 to 18446744073709551615"));
    edit_->setAccessibleDescription(edit_->toolTip());
    fitWidth();
}

void SeedBox::describeLock() {
    lock_->setAccessibleName(tr("Keep the seed"));
    lock_->setToolTip(isLocked() ? tr("The seed is kept: Generate writes the same text again")
                                 : tr("The seed is free: Generate takes another one each time"));
    lock_->setAccessibleDescription(lock_->toolTip());
}

void SeedBox::fitWidth() {
    const QFontMetrics metrics(edit_->font());
    const int digits = std::clamp(static_cast<int>(edit_->text().size()), 6, longestSeed);
    const int frame = metrics.averageCharWidth() * 3;
    edit_->setFixedWidth(metrics.horizontalAdvance(QLatin1Char('0')) * digits + frame);
}

void SeedBox::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showValidity();
}

} // namespace tempera::ui
