// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_strip.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"
#include "ui/training/figure_label.h"
#include "ui/training/model_button.h"
#include "ui/training/progress_line.h"
#include "ui/training/sparkline.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

using Phase = TrainingStatus::Phase;

namespace {

QString lossText(std::optional<double> loss) {
    return loss && std::isfinite(*loss) ? numberText(*loss, 2) : QString();
}

QString perplexityText(std::optional<double> perplexity) {
    if (!perplexity)
        return {};
    if (*perplexity >= 1e6)
        return displayLocale().toString(*perplexity, 'g', 3);
    return numberText(*perplexity, *perplexity < 10.0 ? 1 : 0);
}

ProgressLine::Tone toneOf(Phase phase) {
    switch (phase) {
    case Phase::none:
        return ProgressLine::Tone::quiet;
    case Phase::paused:
        return ProgressLine::Tone::paused;
    case Phase::failed:
        return ProgressLine::Tone::bad;
    case Phase::preparing:
    case Phase::running:
    case Phase::stopping:
    case Phase::finished:
        break;
    }
    return ProgressLine::Tone::active;
}

/// A run that play, pause and stop act on.
bool isUnderWay(Phase phase) {
    return phase == Phase::preparing || phase == Phase::running || phase == Phase::paused;
}

} // namespace

TrainingStrip::TrainingStrip(QWidget* parent)
    : QWidget(parent),
      model_(new ModelButton(this)),
      play_(new QPushButton(this)),
      stop_(new QPushButton(this)),
      progress_(new ProgressLine(this)),
      sparkline_(new Sparkline(this)),
      trainLoss_(new FigureLabel(
          tr("train loss"), u"00.00"_qs,
          tr("Mean cross-entropy of the training texts, in nats per word: lower is better."),
          this)),
      validationLoss_(new FigureLabel(
          tr("val loss"), u"00.00"_qs,
          tr("The same for texts that training never sees: it shows what was really learned."),
          this)),
      perplexity_(new FigureLabel(
          tr("perplexity"), u"00,000"_qs,
          tr("e to the power of the loss: among how many equally likely words it hesitates."),
          this)) {
    setAccessibleName(tr("Training"));
    layOut();
    connectParts();
    setStatus({});
}

void TrainingStrip::layOut() {
    auto* layout = new QHBoxLayout(this);
    const int space = fontMetrics().height() / 2;
    layout->setContentsMargins(space, space / 2, space, space / 2);
    layout->setSpacing(3 * space / 2);
    layout->addWidget(model_);
    layout->addWidget(play_);
    layout->addWidget(stop_);
    layout->addWidget(progress_, 1);
    layout->addWidget(sparkline_);
    layout->addWidget(trainLoss_);
    layout->addWidget(validationLoss_);
    layout->addWidget(perplexity_);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    stop_->setText(tr("Stop"));
    stop_->setIcon(QIcon::fromTheme(u"media-playback-stop"_qs));
    stop_->setAccessibleName(tr("Stop training"));
    stop_->setToolTip(tr("End the run; what was learned stays and is saved."));
    fixButtonWidth();
}

void TrainingStrip::connectParts() {
    connect(model_, &QAbstractButton::clicked, this, &TrainingStrip::modelClicked);
    connect(stop_, &QPushButton::clicked, this, &TrainingStrip::stopRequested);
    connect(play_, &QPushButton::clicked, this, [this] {
        if (status_.phase == Phase::running)
            Q_EMIT pauseRequested();
        else
            Q_EMIT playRequested();
    });
}

void TrainingStrip::setModel(const QString& name, const QString& description,
                             const QString& details) {
    model_->setModel(name, description, details);
}

void TrainingStrip::setStatus(const TrainingStatus& status) {
    status_ = status;
    updateButtons();
    updateFigures();
    progress_->setProgress(status.fraction, progressText(status), toneOf(status.phase));
}

void TrainingStrip::setLosses(const std::vector<double>& losses) {
    sparkline_->setValues(losses);
}

void TrainingStrip::updateButtons() {
    const Phase phase = status_.phase;
    if (phase == Phase::running)
        showPlayAs(tr("Pause"), u"media-playback-pause"_qs, tr("Rest after the step under way."));
    else if (phase == Phase::paused)
        showPlayAs(tr("Resume"), u"media-playback-start"_qs, tr("Go on where training rested."));
    else
        showPlayAs(tr("Train"), u"media-playback-start"_qs, tr("Train a model on a corpus."));
    play_->setEnabled(phase != Phase::preparing && phase != Phase::stopping);
    stop_->setEnabled(isUnderWay(phase));
}

void TrainingStrip::showPlayAs(const QString& text, const QString& iconName,
                               const QString& toolTip) {
    play_->setText(text);
    play_->setIcon(QIcon::fromTheme(iconName));
    play_->setAccessibleName(text);
    play_->setToolTip(toolTip);
}

void TrainingStrip::updateFigures() {
    trainLoss_->setValue(lossText(status_.trainLoss));
    validationLoss_->setValue(lossText(status_.validationLoss));
    perplexity_->setValue(perplexityText(perplexityOf(status_)));
}

void TrainingStrip::fixButtonWidth() {
    // The button says three things in turn; its neighbours must not move with them.
    int widest = 0;
    for (const QString& text : {tr("Train"), tr("Pause"), tr("Resume")}) {
        play_->setText(text);
        play_->setIcon(QIcon::fromTheme(u"media-playback-start"_qs));
        widest = std::max(widest, play_->sizeHint().width());
    }
    play_->setMinimumWidth(widest);
}

void TrainingStrip::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fixButtonWidth();
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::StyleChange) {
        stop_->setIcon(QIcon::fromTheme(u"media-playback-stop"_qs));
        updateButtons();
    }
}

void TrainingStrip::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.cardBorder);
}

} // namespace tempera::ui
