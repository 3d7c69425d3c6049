// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/model_panel.h"

#include "ui/setup/estimate_card.h"
#include "ui/setup/network_diagram.h"
#include "ui/setup/plan_form.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <algorithm>

namespace tempera::ui {

ModelPanel::ModelPanel(QWidget* parent)
    : QWidget(parent),
      form_(new PlanForm(this)),
      diagram_(new NetworkDiagram(this)),
      estimate_(new EstimateCard(this)) {
    setAccessibleName(tr("Model"));
    const int space = fontMetrics().height() / 2;
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space, space, space, space);
    layout->setSpacing(space);
    layout->addWidget(form_, 2);
    layout->addWidget(diagram_, 3);
    layout->addWidget(estimate_, 1);
    connect(form_, &PlanForm::planEdited, this, [this](const RunPlan& plan) {
        showNetwork();
        Q_EMIT planChanged(plan);
    });
    connect(form_, &PlanForm::problemsChanged, this,
            [this] { estimate_->setProblems(form_->problems()); });
    connect(estimate_, &EstimateCard::trainRequested, this, &ModelPanel::trainRequested);
    connect(estimate_, &EstimateCard::measureRequested, this, &ModelPanel::measureRequested);
    connect(estimate_, &EstimateCard::saveSettingsRequested, this,
            &ModelPanel::saveSettingsRequested);
    connect(estimate_, &EstimateCard::loadSettingsRequested, this,
            &ModelPanel::loadSettingsRequested);
    connect(estimate_, &EstimateCard::corpusRequested, this, &ModelPanel::corpusRequested);
    showNetwork();
}

void ModelPanel::setPlan(const RunPlan& plan) {
    form_->setPlan(plan);
    showNetwork();
}

const RunPlan& ModelPanel::plan() const {
    return form_->plan();
}

void ModelPanel::setCorpusName(const QString& name, std::optional<qint64> actualVocabularySize) {
    actualVocabularySize_ = actualVocabularySize;
    estimate_->setCorpusName(name);
    showNetwork();
}

void ModelPanel::setEstimate(const RunEstimate& estimate) {
    estimate_->setEstimate(estimate);
}

void ModelPanel::setTraining(bool running) {
    estimate_->setTraining(running);
}

void ModelPanel::showNetwork() {
    const TrainingSettings& settings = plan().settings;
    ModelConfiguration model = settings.model;
    model.contextLength = settings.data.sequenceLength;
    model.vocabularySize = settings.data.vocabularySize;
    if (actualVocabularySize_)
        model.vocabularySize = std::min(model.vocabularySize, std::int64_t{*actualVocabularySize_});
    diagram_->setConfiguration(model);
    estimate_->setPlan(plan(), parameterCount(model));
}

} // namespace tempera::ui
