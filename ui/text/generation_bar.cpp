// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/generation_bar.h"

#include "ui/text/field_frame.h"
#include "ui/text/flow_layout.h"
#include "ui/text/generate_many_button.h"
#include "ui/text/primary_button.h"
#include "ui/text/seed_box.h"

#include <QAction>
#include <QComboBox>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace tempera::ui {

GenerationBar::GenerationBar(QWidget* parent)
    : QWidget(parent),
      generate_(new QAction(tr("&Generate"), this)),
      stop_(new QAction(tr("&Stop"), this)),
      button_(new PrimaryButton(this)),
      many_(new GenerateManyButton(this)),
      length_(new QSpinBox(this)),
      seed_(new SeedBox(this)),
      coloring_(new QComboBox(this)),
      export_(new QPushButton(tr("E&xport..."), this)) {
    createActions();
    length_->setRange(1, 2000);
    length_->setFrame(false);
    length_->setSuffix(tr(" tokens"));
    length_->setGroupSeparatorShown(true);
    // Half a number is nothing to write a text of.
    length_->setKeyboardTracking(false);
    length_->setValue(50);
    fillColorings();
    describe();
    layOut();
    connectControls();
    showGenerating();
}

void GenerationBar::createActions() {
    generate_->setShortcuts(
        {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    stop_->setShortcut(Qt::Key_Escape);
    addActions({generate_, stop_});
}

void GenerationBar::describe() {
    length_->setAccessibleName(tr("Length"));
    length_->setToolTip(tr("How many tokens to write after the prompt, up to 2,000"));
    coloring_->setAccessibleName(tr("Colouring"));
    coloring_->setToolTip(tr("What the background of each written word says: surprise is -log2 of "
                             "its probability, entropy how open the choice was"));
    export_->setAccessibleName(tr("Export"));
    export_->setToolTip(tr("Saves the text with its figures and all that is needed to write it "
                           "again"));
    for (QWidget* control : {static_cast<QWidget*>(length_), static_cast<QWidget*>(coloring_),
                             static_cast<QWidget*>(export_)})
        control->setAccessibleDescription(control->toolTip());
}

void GenerationBar::fillColorings() {
    for (const TokenColoring each : allTokenColorings())
        coloring_->addItem(tr("Colour: %1").arg(TokenScale(each, 0).name()),
                           QVariant::fromValue(static_cast<int>(each)));
}

void GenerationBar::layOut() {
    const int space = QFontMetrics(font()).height() / 2;
    // What is least needed while writing goes to the second row together.
    auto* looks = new QWidget(this);
    auto* looksLayout = new QHBoxLayout(looks);
    looksLayout->setContentsMargins({});
    looksLayout->setSpacing(space);
    looksLayout->addWidget(coloring_);
    looksLayout->addStretch();
    looksLayout->addWidget(export_);
    looks->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* layout = new FlowLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space);
    for (QWidget* control : {static_cast<QWidget*>(button_), static_cast<QWidget*>(many_),
                             static_cast<QWidget*>(new FieldFrame(length_, this)),
                             static_cast<QWidget*>(seed_), looks})
        layout->addWidget(control);
    setTabOrder(button_, many_);
    setTabOrder(many_, length_);
}

void GenerationBar::connectControls() {
    connect(generate_, &QAction::triggered, this, [this] {
        commitTyped();
        Q_EMIT generateRequested();
    });
    connect(stop_, &QAction::triggered, this, &GenerationBar::stopRequested);
    connect(button_, &QPushButton::clicked, this,
            [this] { (generating_ ? stop_ : generate_)->trigger(); });
    connect(many_, &GenerateManyButton::generateManyRequested, this,
            &GenerationBar::generateManyRequested);
    connect(length_, &QSpinBox::valueChanged, this, &GenerationBar::lengthChanged);
    connect(seed_, &SeedBox::seedChanged, this, &GenerationBar::seedChanged);
    connect(seed_, &SeedBox::lockChanged, this, &GenerationBar::seedLockChanged);
    connect(seed_, &SeedBox::rerollRequested, this, &GenerationBar::rerollRequested);
    connect(coloring_, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT coloringChanged(coloring()); });
    connect(export_, &QPushButton::clicked, this, &GenerationBar::exportRequested);
}

/// Ctrl+Return leaves the focus in the field that is being typed into.
void GenerationBar::commitTyped() {
    length_->interpretText();
    seed_->commit();
}

void GenerationBar::setGenerating(bool generating) {
    generating_ = generating;
    showGenerating();
}

void GenerationBar::showGenerating() {
    generate_->setEnabled(!generating_);
    stop_->setEnabled(generating_);
    // The same size for both words, so that nothing beside it moves.
    button_->setText(tr("&Generate"));
    button_->setMinimumWidth(button_->sizeHint().width());
    if (generating_)
        button_->setText(tr("&Stop"));
    button_->setToolTip(generating_ ? tr("Stops writing; what is written stays (Esc)")
                                    : tr("Writes a text from the prompt (Ctrl+Return)"));
    button_->setAccessibleDescription(button_->toolTip());
}

void GenerationBar::setLength(int length) {
    const QSignalBlocker quiet(length_);
    length_->setValue(length);
}

void GenerationBar::setSeed(quint64 seed) {
    seed_->setSeed(seed);
}

void GenerationBar::setSeedLocked(bool locked) {
    seed_->setLocked(locked);
}

void GenerationBar::setColoring(TokenColoring coloring) {
    const QSignalBlocker quiet(coloring_);
    coloring_->setCurrentIndex(coloring_->findData(static_cast<int>(coloring)));
}

TokenColoring GenerationBar::coloring() const {
    return static_cast<TokenColoring>(coloring_->currentData().toInt());
}

void GenerationBar::setExportEnabled(bool enabled) {
    export_->setEnabled(enabled);
}

} // namespace tempera::ui
