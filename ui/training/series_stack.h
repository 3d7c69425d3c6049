// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/training_series.h"

#include <QFont>
#include <QPalette>
#include <array>
#include <vector>

class QCPAxis;
class QCPAxisRect;
class QCPLayoutGrid;
class QCPMarginGroup;
class QCustomPlot;

namespace tempera::ui {

class RunSeries;

/// The rectangles of the chart, one below the other, a series in each, that show the same steps:
/// zooming and panning one moves all.
class SeriesStack {
public:
    /// Takes the plot's own rectangle for the loss, and its legend for a line above.
    explicit SeriesStack(QCustomPlot& plot);

    QCPAxisRect& rectangle(TrainingSeries series) const;
    /// All rectangles' step axes follow this one, in range and scale.
    QCPAxis& stepAxis() const;
    QCPAxis& lossAxis() const;

    /// At least one. Rectangles that return have to be styled again.
    void show(const std::vector<TrainingSeries>& series);
    const std::vector<TrainingSeries>& shown() const { return shown_; }
    /// How high the chart is, in lines of text: where it is low the legend, the axes' names and
    /// some of their numbers give way to the lines.
    void setRoom(int lines);
    void setStepsLogarithmic(bool logarithmic);
    /// Without axes and legend.
    void setEmpty(bool empty);
    /// The axes of all series but the loss show what lies in the visible steps.
    void fitValues(const RunSeries& run);

private:
    void addLegend();
    void setCramped(bool cramped);
    int linesOf(TrainingSeries series) const;
    void nameAxes();
    void thinNumbers();
    void addRectangle(TrainingSeries series);
    void linkSteps(QCPAxis& axis);
    void hide(TrainingSeries series);

    QCustomPlot& plot_;
    QCPMarginGroup* margins_;
    QCPLayoutGrid* legendRow_ = nullptr;
    int lines_ = 0;
    bool cramped_ = false;
    bool empty_ = false;
    std::array<QCPAxisRect*, allTrainingSeries.size()> rectangles_{};
    std::vector<TrainingSeries> shown_;
};

} // namespace tempera::ui
