// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_pedals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <algorithm>

namespace tempera::ui {

using Phase = TrainingStatus::Phase;

namespace {

/// A run that play, pause and stop act on.
bool isUnderWay(Phase phase) {
    return phase == Phase::preparing || phase == Phase::running || phase == Phase::paused;
}

void describe(QPushButton& button, const QString& name, const QString& toolTip) {
    button.setAccessibleName(name);
    button.setAccessibleDescription(toolTip);
    button.setToolTip(toolTip);
}

} // namespace

TrainingPedals::TrainingPedals(QWidget* parent)
    : QWidget(parent),
      play_(new QPushButton(this)),
      stop_(new QPushButton(tr("Stop"), this)),
      step_(new QPushButton(tr("Step"), this)) {
    layOut();
    connect(stop_, &QPushButton::clicked, this, &TrainingPedals::stopRequested);
    connect(step_, &QPushButton::clicked, this, &TrainingPedals::stepRequested);
    connect(play_, &QPushButton::clicked, this, [this] {
        if (phase_ == Phase::running)
            Q_EMIT pauseRequested();
        else
            Q_EMIT playRequested();
    });
    setPhase(Phase::none);
}

void TrainingPedals::layOut() {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().height() / 2);
    for (QPushButton* button : {play_, step_, stop_})
        layout->addWidget(button);
    setTabOrder(play_, step_);
    setTabOrder(step_, stop_);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    describe(*stop_, tr("Stop training"), tr("End the run; what was learned stays and is saved."));
    describe(*step_, tr("Single step"), tr("Do one step of training, then rest."));
    showIcons();
    fixWidth();
}

void TrainingPedals::setPhase(Phase phase) {
    phase_ = phase;
    if (phase == Phase::running)
        showPlayAs(tr("Pause"), u"media-playback-pause"_qs, tr("Rest after the step under way."));
    else if (phase == Phase::paused)
        showPlayAs(tr("Resume"), u"media-playback-start"_qs, tr("Go on where training rested."));
    else
        showPlayAs(tr("Train"), u"media-playback-start"_qs, tr("Train a model on a corpus."));
    play_->setEnabled(phase != Phase::preparing && phase != Phase::stopping);
    stop_->setEnabled(isUnderWay(phase));
    // While a run goes by itself there is no single step to do.
    step_->setVisible(!isUnderWay(phase) || phase == Phase::paused);
    step_->setEnabled(phase != Phase::stopping);
}

void TrainingPedals::showPlayAs(const QString& text, const QString& iconName,
                                const QString& toolTip) {
    play_->setText(text);
    play_->setIcon(QIcon::fromTheme(iconName));
    describe(*play_, text, toolTip);
}

void TrainingPedals::showIcons() {
    stop_->setIcon(QIcon::fromTheme(u"media-playback-stop"_qs));
    step_->setIcon(QIcon::fromTheme(u"media-skip-forward"_qs));
}

void TrainingPedals::fixWidth() {
    // The button says three things in turn; its neighbours must not move with them.
    const QString shown = play_->text();
    int widest = 0;
    for (const QString& text : {tr("Train"), tr("Pause"), tr("Resume")}) {
        play_->setText(text);
        play_->setIcon(QIcon::fromTheme(u"media-playback-start"_qs));
        widest = std::max(widest, play_->sizeHint().width());
    }
    play_->setText(shown);
    play_->setMinimumWidth(widest);
}

void TrainingPedals::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fixWidth();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::StyleChange) {
        showIcons();
        setPhase(phase_);
    }
}

} // namespace tempera::ui
