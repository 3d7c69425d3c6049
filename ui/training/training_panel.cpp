// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include "ui/training/chart_controls.h"
#include "ui/training/earlier_runs_panel.h"
#include "ui/training/loss_chart.h"
#include "ui/training/training_pedals.h"

#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

namespace tempera::ui {

TrainingPanel::TrainingPanel(QWidget* parent)
    : QWidget(parent),
      chart_(new LossChart),
      pedals_(new TrainingPedals),
      runs_(new EarlierRunsPanel) {
    setAccessibleName(tr("Training"));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(chart_);
    splitter->addWidget(runs_);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);
    addControls();
    connectRuns();
    connect(pedals_, &TrainingPedals::playRequested, this, &TrainingPanel::playRequested);
    connect(pedals_, &TrainingPedals::pauseRequested, this, &TrainingPanel::pauseRequested);
    connect(pedals_, &TrainingPedals::stepRequested, this, &TrainingPanel::stepRequested);
    connect(pedals_, &TrainingPedals::stopRequested, this, &TrainingPanel::stopRequested);
    setStatus({});
}

void TrainingPanel::addControls() {
    chart_->controls().addInFront(pedals_);
    QToolButton* save = chart_->controls().addSmallButton(
        tr("Export CSV..."), tr("Export the history"),
        tr("Save every step of this run, with all its figures, as a table."));
    connect(save, &QToolButton::clicked, this, &TrainingPanel::historyExportRequested);
}

void TrainingPanel::connectRuns() {
    connect(runs_, &EarlierRunsPanel::toggled, this, [this](const QString& id, bool shown) {
        chart_->setEarlierRuns(runs_->runs());
        Q_EMIT earlierRunToggled(id, shown);
    });
    connect(runs_, &EarlierRunsPanel::opened, this, &TrainingPanel::earlierRunOpened);
    connect(runs_, &EarlierRunsPanel::resumed, this, &TrainingPanel::earlierRunResumed);
    connect(runs_, &EarlierRunsPanel::removed, this, &TrainingPanel::earlierRunRemoved);
    connect(runs_, &EarlierRunsPanel::addRequested, this, &TrainingPanel::addRunRequested);
}

void TrainingPanel::begin(const TrainingProgress& history, qint64 stepsPerEpoch) {
    chart_->begin(history, stepsPerEpoch);
}

void TrainingPanel::append(std::span<const StepRecord> steps,
                           std::span<const ValidationRecord> validations) {
    chart_->append(steps, validations);
}

void TrainingPanel::flush() {
    chart_->flush();
}

void TrainingPanel::setReferences(const std::optional<LossReferences>& references) {
    chart_->setReferences(references);
}

void TrainingPanel::setStatus(const TrainingStatus& status) {
    pedals_->setPhase(status.phase);
    chart_->setIdleText(progressText(status));
}

void TrainingPanel::setEarlierRuns(std::vector<EarlierRun> runs) {
    runs_->setRuns(std::move(runs));
    chart_->setEarlierRuns(runs_->runs());
}

TrainingProgress TrainingPanel::records() const {
    return chart_->run().records();
}

} // namespace tempera::ui
