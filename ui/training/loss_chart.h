// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_chart.h"
#include "ui/training/running_mean.h"

#include <optional>
#include <span>
#include <vector>

class QCPAxis;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace tempera::ui {

/// The training loss of every step (faint) and its running mean (strong), the validation loss,
/// where epochs ended. It follows the newest values until a person zooms or pans; then the view
/// stays, whatever comes, until "Follow". Losses are in nats per token, steps rise. Values that are
/// not finite are left out.
class LossChart : public PlotChart {
    Q_OBJECT
public:
    explicit LossChart(QWidget* parent = nullptr);

    /// In the place of all steps so far. Shown at once, as clear() is.
    void setSteps(std::span<const double> steps, std::span<const double> losses);
    void appendStep(double step, double loss);
    void appendValidation(double step, double loss);
    /// An epoch ended with this step.
    void addEpoch(double step);
    void clear();
    /// Shows what was added since: to be called from a timer.
    void flush();

    bool isFollowing() const { return following_; }

    QString chartTitle() const override;
    /// Step, loss, running mean; validation loss where there is one.
    ChartTable chartTable() const override;

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addGraphs();
    void addControls();
    void setLogarithmic(QCPAxis& axis, bool logarithmic);
    void setFollowing(bool following);
    void showAll();
    void zoom(double factor);
    void pan(double fraction);
    void moveCursor(int points);
    void showCursorAt(double step);
    void hideCursor();
    QString readingAt(double step) const;
    void removeEpochs();

    RunningMean mean_;
    QCPGraph* losses_ = nullptr;
    QCPGraph* means_ = nullptr;
    QCPGraph* validations_ = nullptr;
    std::vector<QCPItemStraightLine*> epochs_;
    QCPItemStraightLine* cursor_ = nullptr;
    std::optional<double> cursorStep_;
    QCPItemText* empty_ = nullptr;
    QLabel* reading_ = nullptr;
    QPushButton* follow_ = nullptr;
    bool following_ = true;
    bool arranging_ = false; ///< the ranges are changed by the chart, not by a person
};

} // namespace tempera::ui
