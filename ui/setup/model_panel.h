// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/setup/run_estimate.h"
#include "ui/setup/run_plan.h"

#include <QWidget>
#include <optional>

namespace tempera::ui {

class EstimateCard;
class NetworkDiagram;
class PlanForm;

/// Sets a training run up: every setting in a form, the network that results, and what the run
/// would need on this machine.
class ModelPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ModelPanel(QWidget* parent = nullptr);

    /// Emits nothing. Replaces what is being typed, unless it is the plan already.
    void setPlan(const RunPlan& plan);
    /// The last valid one.
    const RunPlan& plan() const;
    /// What it would be trained on, and how many words its vocabulary would have: fewer than the
    /// plan allows where the corpus has no more.
    void setCorpusName(const QString& name, std::optional<qint64> actualVocabularySize);
    void setEstimate(const RunEstimate& estimate);
    /// While a run trains nothing can be started or measured.
    void setTraining(bool running);

Q_SIGNALS:
    /// A person changed it; only valid plans.
    void planChanged(const tempera::ui::RunPlan& plan);
    void trainRequested();
    void measureRequested();
    void saveSettingsRequested();
    void loadSettingsRequested();
    void corpusRequested();

private:
    void showNetwork();

    PlanForm* form_;
    NetworkDiagram* diagram_;
    EstimateCard* estimate_;
    std::optional<qint64> actualVocabularySize_;
};

} // namespace tempera::ui
