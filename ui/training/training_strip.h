// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_status.h"
#include "ui/training/weights_age.h"

#include <QWidget>
#include <optional>
#include <vector>

namespace tempera::ui {

class FigureLabel;
class ModelButton;
class ProgressLine;
class Sparkline;
class TrainingPedals;
class WeightsBox;

/// The bar at the top of the window: the model, and how its training goes. Setters emit nothing.
class TrainingStrip : public QWidget {
    Q_OBJECT
public:
    explicit TrainingStrip(QWidget* parent = nullptr);

    /// An empty name: there is no model. `details` is the tooltip.
    void setModel(const QString& name, const QString& description, const QString& details);
    void setStatus(const TrainingStatus& status);
    /// Of the steps so far, for the sparkline.
    void setLosses(const std::vector<double>& losses);
    /// Which weights of the run the texts are written with; none where they are not a run's.
    void setWeights(std::optional<WeightsAge> weights);

Q_SIGNALS:
    /// Train, or go on with a paused run.
    void playRequested();
    void pauseRequested();
    /// Do one step, then rest.
    void stepRequested();
    void stopRequested();
    void modelClicked();
    /// Whether the weights in use stay when newer ones come.
    void pinToggled(bool pinned);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void layOut();
    void connectParts();
    void updateFigures();

    TrainingStatus status_;
    ModelButton* model_;
    WeightsBox* weights_;
    std::optional<WeightsAge> age_;
    TrainingPedals* pedals_;
    ProgressLine* progress_;
    Sparkline* sparkline_;
    FigureLabel* trainLoss_;
    FigureLabel* validationLoss_;
    FigureLabel* perplexity_;
};

} // namespace tempera::ui
