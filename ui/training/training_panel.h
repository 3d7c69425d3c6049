// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/loss_references.h"
#include "ui/training/earlier_run.h"
#include "ui/training/training_status.h"

#include <QWidget>
#include <optional>
#include <span>
#include <vector>

namespace tempera::ui {

class EarlierRunsPanel;
class LossChart;
class TrainingPedals;

/// The Training tab: the run's pedals, its chart, and earlier runs to compare with. Setters emit
/// nothing.
class TrainingPanel : public QWidget {
    Q_OBJECT
public:
    explicit TrainingPanel(QWidget* parent = nullptr);

    /// A run begins (an empty history) or goes on (a resumed run's). 0 steps per epoch: not known.
    void begin(const TrainingProgress& history, qint64 stepsPerEpoch);
    void append(std::span<const StepRecord> steps, std::span<const ValidationRecord> validations);
    /// Draws what was appended: called 25 times a second.
    void flush();
    void setReferences(const std::optional<LossReferences>& references);
    /// Which pedals can be used, and the line that says how the run goes.
    void setStatus(const TrainingStatus& status);
    /// In the order of the list. Those to show are drawn as soon as they have a history.
    void setEarlierRuns(std::vector<EarlierRun> runs);

    LossChart& lossChart() { return *chart_; }
    /// What was given to begin() and append(), for a file; not the time that passed.
    TrainingProgress records() const;

Q_SIGNALS:
    void playRequested();
    void pauseRequested();
    void stepRequested();
    void stopRequested();
    /// A run was ticked or unticked: it is drawn when setEarlierRuns() brings its history.
    void earlierRunToggled(const QString& id, bool shown);
    /// Its model is wanted.
    void earlierRunOpened(const QString& id);
    void earlierRunResumed(const QString& id);
    void earlierRunRemoved(const QString& id);
    /// A run from a .tempera file is to be listed.
    void addRunRequested();
    void historyExportRequested();

private:
    void addControls();
    void connectRuns();

    LossChart* chart_;
    TrainingPedals* pedals_;
    EarlierRunsPanel* runs_;
};

} // namespace tempera::ui
