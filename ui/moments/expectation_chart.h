// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"
#include "ui/charts/plot_chart.h"
#include "ui/moments/expectation_series.h"

#include <memory>
#include <optional>
#include <vector>

namespace tempera::ui {

/// What a model came to expect after the prompt as it learned: the probabilities of the words that
/// mattered most, and the entropy, over the moments of a run. A click or the arrow keys choose a
/// moment.
class ExpectationChart final : public PlotChart {
    Q_OBJECT
public:
    explicit ExpectationChart(QWidget* parent = nullptr);
    ~ExpectationChart() override;

    /// Moments of another prompt than the shown one's are left out.
    void setMoments(const std::vector<Moment>& moments);
    /// The moment that is marked and whose prompt is drawn; nothing: the newest one's, no mark.
    void setShown(const std::optional<Moment>& moment);
    void setLogarithmic(bool logarithmic);

    QString chartTitle() const override;
    /// Step, entropy, a column for each word.
    ChartTable chartTable() const override;

Q_SIGNALS:
    void stepChosen(qint64 step);

protected:
    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Parts;

    void setUpAxes();
    void followMouse();
    void rebuild();
    void addSeries();
    void fillEntropy();
    void setRanges();
    void placeMark();
    void nameSeries();
    void fixLegendWidth();
    std::vector<double> steps() const;
    void chooseNearest(double step);
    void stepBy(int count);

    std::unique_ptr<Parts> parts_;
    std::vector<Moment> moments_;
    std::vector<const Moment*> drawn_; ///< into moments_: those of the prompt
    std::vector<ExpectationSeries> series_;
    std::string prompt_;
    std::optional<Moment> shown_;
    bool logarithmic_ = false;
    std::size_t wordCount_; ///< as many words as their names find room
};

} // namespace tempera::ui
