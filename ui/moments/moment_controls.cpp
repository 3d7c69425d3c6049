// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_controls.h"

#include "ui/samplers/number_text.h"
#include "ui/samplers/switch_box.h"
#include "ui/text/flow_layout.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr int fewestSteps = 1;
constexpr int mostSteps = 100'000;
constexpr int firstInterval = 100; ///< what is offered before a person chooses another

} // namespace

MomentControls::MomentControls(QWidget* parent)
    : QWidget(parent),
      play_(new QPushButton(this)),
      newest_(new QPushButton(tr("&Newest"), this)),
      reading_(new QLabel(this)),
      logarithmic_(new SwitchBox(tr("L&og steps"), this)) {
    makeButtons();
    auto* layout = new FlowLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(fontMetrics().height() / 2);
    layout->addWidget(makeGoing());
    layout->addWidget(makeKeeping());
    updatePlay();
}

QWidget* MomentControls::makeGoing() {
    reading_->setFont(scaledFont(font(), 1.0, QFont::DemiBold));
    reading_->setTextFormat(Qt::PlainText);
    reading_->setAccessibleName(tr("What is shown"));
    // Always the same, so that nothing moves while a person goes through the moments.
    reading_->setFixedWidth(QFontMetrics(reading_->font())
                                .horizontalAdvance(tr("Step 88,888 · end of epoch 88 · train 8.88 "
                                                      "· val 8.88 · entropy 88.88 bits")));
    auto* going = new QWidget(this);
    auto* row = new QHBoxLayout(going);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(fontMetrics().height() / 2);
    for (QWidget* part : std::initializer_list<QWidget*>{play_, newest_, reading_})
        row->addWidget(part);
    return going;
}

void MomentControls::makeButtons() {
    play_->setCheckable(true);
    connect(play_, &QPushButton::toggled, this, [this](bool on) {
        updatePlay();
        Q_EMIT playToggled(on);
    });
    newest_->setAccessibleName(tr("Newest weights"));
    newest_->setToolTip(tr("Go back to the newest weights."));
    connect(newest_, &QPushButton::clicked, this, &MomentControls::newestRequested);
    logarithmic_->setAccessibleName(tr("Log steps"));
    logarithmic_->setToolTip(
        tr("Space the steps logarithmically, so that the beginning has room."));
    connect(logarithmic_, &QCheckBox::toggled, this, &MomentControls::logarithmicToggled);
}

QWidget* MomentControls::makeKeeping() {
    auto* keeping = new QWidget(this);
    auto* row = new QHBoxLayout(keeping);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(fontMetrics().height() / 3);
    auto* label = new QLabel(tr("Keep at each epoch,"), keeping);
    label->setForegroundRole(QPalette::PlaceholderText);
    alsoSteps_ = new SwitchBox(tr("&also every"), keeping);
    alsoSteps_->setAccessibleName(tr("Keep weights between epochs too"));
    alsoSteps_->setToolTip(
        tr("Keep the weights between the ends of epochs too; old ones are thinned out."));
    steps_ = new QSpinBox(keeping);
    steps_->setRange(fewestSteps, mostSteps);
    steps_->setValue(firstInterval);
    steps_->setGroupSeparatorShown(true);
    steps_->setLocale(displayLocale());
    steps_->setSuffix(tr(" steps"));
    steps_->setKeyboardTracking(false);
    steps_->setEnabled(false);
    steps_->setAccessibleName(tr("Steps between two moments"));
    steps_->setToolTip(tr("After how many steps the weights are kept again."));
    for (QWidget* part : std::initializer_list<QWidget*>{label, alsoSteps_, steps_})
        row->addWidget(part);
    row->insertWidget(0, logarithmic_);
    row->insertSpacing(1, fontMetrics().height());
    connect(alsoSteps_, &QCheckBox::toggled, this, [this](bool on) {
        steps_->setEnabled(on);
        Q_EMIT intervalChanged(on ? steps_->value() : 0);
    });
    connect(steps_, &QSpinBox::valueChanged, this, &MomentControls::intervalChanged);
    return keeping;
}

void MomentControls::setReading(const QString& text) {
    reading_->setText(text);
    reading_->setToolTip(text);
}

void MomentControls::setPlayable(bool playable) {
    play_->setEnabled(playable);
}

void MomentControls::setPlaying(bool playing) {
    const QSignalBlocker quiet(play_);
    play_->setChecked(playing);
    updatePlay();
}

bool MomentControls::isPlaying() const {
    return play_->isChecked();
}

void MomentControls::setLive(bool live) {
    newest_->setEnabled(!live);
}

void MomentControls::setInterval(qint64 steps) {
    const QSignalBlocker quietSwitch(alsoSteps_);
    const QSignalBlocker quietSteps(steps_);
    alsoSteps_->setChecked(steps > 0);
    steps_->setEnabled(steps > 0);
    if (steps > 0)
        steps_->setValue(static_cast<int>(std::min<qint64>(steps, mostSteps)));
    alsoSteps_->update();
}

void MomentControls::updatePlay() {
    const bool playing = play_->isChecked();
    play_->setText(playing ? tr("&Pause") : tr("&Play"));
    play_->setIcon(
        QIcon::fromTheme(playing ? u"media-playback-pause"_qs : u"media-playback-start"_qs));
    play_->setAccessibleName(playing ? tr("Pause the moments") : tr("Play the moments"));
    play_->setToolTip(tr("Walk through the moments, one a second."));
}

} // namespace tempera::ui
