// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_status.h"

#include <QWidget>
#include <vector>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

class FigureLabel;
class ModelButton;
class ProgressLine;
class Sparkline;

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

Q_SIGNALS:
    /// Train, or go on with a paused run.
    void playRequested();
    void pauseRequested();
    void stopRequested();
    void modelClicked();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void layOut();
    void connectParts();
    void updateButtons();
    void showPlayAs(const QString& text, const QString& iconName, const QString& toolTip);
    void updateFigures();
    void fixButtonWidth();

    TrainingStatus status_;
    ModelButton* model_;
    QPushButton* play_;
    QPushButton* stop_;
    ProgressLine* progress_;
    Sparkline* sparkline_;
    FigureLabel* trainLoss_;
    FigureLabel* validationLoss_;
    FigureLabel* perplexity_;
};

} // namespace tempera::ui
