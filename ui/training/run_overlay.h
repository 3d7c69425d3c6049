// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/earlier_run.h"
#include "ui/training/series_pyramid.h"

#include <QPalette>
#include <memory>
#include <vector>

class QCPAxisRect;
class QCPGraph;

namespace tempera::ui {

/// An earlier run in the chart of the loss: its smoothed loss and its validation loss.
class RunOverlay {
public:
    /// `run` has a history. `index`: of its colour. Borrows the rectangle.
    RunOverlay(QCPAxisRect& rectangle, const EarlierRun& run, int index, int window);
    /// Takes the graphs out of the plot.
    ~RunOverlay();
    RunOverlay(const RunOverlay&) = delete;
    RunOverlay& operator=(const RunOverlay&) = delete;

    const QString& id() const { return id_; }
    const TrainingProgress* history() const { return history_.get(); }
    int index() const { return index_; }

    void setSmoothing(int window);
    void recolor(const QPalette& palette);
    Extremes stepExtremes() const;
    Extremes lossExtremes() const;
    /// As in "first try 5.31": the smoothed loss at the step nearest to `step`, the last one's
    /// after the end; empty where there are no steps.
    QString reading(double step) const;

private:
    void addValidations(QCPAxisRect& rectangle);

    QString id_;
    QString name_;
    std::shared_ptr<const TrainingProgress> history_;
    int index_;
    std::vector<double> steps_;
    SeriesPyramid smoothed_;
    Extremes validationExtremes_;
    QCPGraph* line_ = nullptr;
    QCPGraph* validations_ = nullptr;
};

} // namespace tempera::ui
