// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/loss_references.h"
#include "ui/charts/plot_chart.h"
#include "ui/training/earlier_run.h"
#include "ui/training/run_series.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

class QCPAxis;
class QCPGraph;
class QCPItemText;

namespace tempera::ui {

class ChartControls;
class RunOverlay;
class SeriesStack;
struct PlotArea;

/// A run as it goes: the loss of every step (faint) and smoothed (strong), the validation loss,
/// where epochs ended, what guessing would cost, earlier runs, and below, sharing the steps, the
/// other series. Where it is low there is room for one series, which is chosen.
///
/// It follows the newest values until a person zooms or pans; then the view stays, whatever comes,
/// until "Follow". Losses are in nats per word, steps rise; values that are not finite are gaps.
class LossChart : public PlotChart {
    Q_OBJECT
public:
    explicit LossChart(QWidget* parent = nullptr);
    ~LossChart() override;

    /// A run begins (an empty history), or goes on. Shown at once. 0 steps per epoch: not known.
    void begin(const TrainingProgress& history, qint64 stepsPerEpoch);
    void append(std::span<const StepRecord> steps, std::span<const ValidationRecord> validations);
    /// Shows what was appended since: to be called from a timer.
    void flush();
    void clear() { begin({}, 0); }
    void setReferences(const std::optional<LossReferences>& references);
    /// Those that are shown and have a history are drawn; their place in the list is their colour.
    void setEarlierRuns(const std::vector<EarlierRun>& runs);
    /// Stands where the values at the cursor are while there is no cursor.
    void setIdleText(const QString& text);

    const RunSeries& run() const { return run_; }
    bool isFollowing() const { return following_; }
    ChartControls& controls() { return *controls_; }

    QString chartTitle() const override;
    /// A row for each step: everything that is known of it.
    ChartTable chartTable() const override;
    QSize minimumSizeHint() const override;

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void addHeader();
    void addGraphs();
    void addEmptyText();
    void addPaintings();
    void connectPlot();
    void connectControls();
    void showSeries();
    void chooseRoom();
    void setSmoothing(int window);
    void setLossLogarithmic(bool logarithmic);
    void setFollowing(bool following);
    void showAll();
    void replotSoon();

    void zoom(double factor);
    void pan(double fraction);
    void moveCursor(std::ptrdiff_t steps);
    std::ptrdiff_t stepsOfAPage() const;
    void showCursorAt(double step);
    void hideCursor();
    void showReading();
    QString reading(std::size_t index) const;
    void paintCursor(QPainter& painter, TrainingSeries series) const;
    void paintName(QPainter& painter, TrainingSeries series) const;
    const QPalette& paintedPalette() const { return paintedPalette_; }

    RunSeries run_;
    std::unique_ptr<SeriesStack> stack_;
    std::vector<std::unique_ptr<RunOverlay>> overlays_;
    ChartControls* controls_;
    QString idleText_;
    QCPGraph* losses_ = nullptr;
    QCPGraph* smoothed_ = nullptr;
    QCPGraph* validations_ = nullptr;
    std::vector<QCPGraph*> others_; ///< of the other series
    std::size_t validationsDrawn_ = 0;
    QCPItemText* empty_ = nullptr;
    qint64 stepsPerEpoch_ = 0;
    std::optional<LossReferences> references_;
    std::optional<double> cursorStep_;
    QPalette paintedPalette_; ///< the widget's, or an export's
    bool following_ = true;
    bool arranging_ = false; ///< the ranges are changed by the chart, not by a person
};

} // namespace tempera::ui
