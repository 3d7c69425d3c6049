// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_strip.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"
#include "ui/training/figure_label.h"
#include "ui/training/model_button.h"
#include "ui/training/progress_line.h"
#include "ui/training/sparkline.h"
#include "ui/training/training_pedals.h"
#include "ui/training/weights_box.h"

#include <QHBoxLayout>
#include <QPainter>
#include <cmath>

namespace tempera::ui {

using Phase = TrainingStatus::Phase;

namespace {

QString lossText(std::optional<double> loss) {
    return loss && std::isfinite(*loss) ? numberText(*loss, 2) : QString();
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

} // namespace

TrainingStrip::TrainingStrip(QWidget* parent)
    : QWidget(parent),
      model_(new ModelButton(this)),
      weights_(new WeightsBox(this)),
      pedals_(new TrainingPedals(this)),
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
    layout->addWidget(weights_);
    layout->addWidget(pedals_);
    layout->addWidget(progress_, 1);
    layout->addWidget(sparkline_);
    layout->addWidget(trainLoss_);
    layout->addWidget(validationLoss_);
    layout->addWidget(perplexity_);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void TrainingStrip::connectParts() {
    connect(model_, &QAbstractButton::clicked, this, &TrainingStrip::modelClicked);
    connect(weights_, &WeightsBox::pinToggled, this, &TrainingStrip::pinToggled);
    connect(pedals_, &TrainingPedals::playRequested, this, &TrainingStrip::playRequested);
    connect(pedals_, &TrainingPedals::pauseRequested, this, &TrainingStrip::pauseRequested);
    connect(pedals_, &TrainingPedals::stepRequested, this, &TrainingStrip::stepRequested);
    connect(pedals_, &TrainingPedals::stopRequested, this, &TrainingStrip::stopRequested);
}

void TrainingStrip::setModel(const QString& name, const QString& description,
                             const QString& details) {
    model_->setModel(name, description, details);
}

void TrainingStrip::setStatus(const TrainingStatus& status) {
    status_ = status;
    pedals_->setPhase(status.phase);
    weights_->setWeights(age_, status.step);
    updateFigures();
    progress_->setProgress(status.fraction, progressText(status), toneOf(status.phase));
}

void TrainingStrip::setLosses(const std::vector<double>& losses) {
    sparkline_->setValues(losses);
}

void TrainingStrip::setWeights(std::optional<WeightsAge> weights) {
    age_ = weights;
    weights_->setWeights(weights, status_.step);
}

void TrainingStrip::updateFigures() {
    trainLoss_->setValue(lossText(status_.trainLoss));
    validationLoss_->setValue(lossText(status_.validationLoss));
    const std::optional<double> perplexity = perplexityOf(status_);
    perplexity_->setValue(perplexity ? perplexityText(*perplexity) : QString());
}

void TrainingStrip::paintEvent(QPaintEvent*) {
    const ThemeColors colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(QRect(0, height() - 1, width(), 1), colors.cardBorder);
}

} // namespace tempera::ui
