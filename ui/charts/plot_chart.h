// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QCustomPlot;

namespace tempera::ui {

class ChartActions;

/// A chart drawn by QCustomPlot: fills the widget with a plot, keeps it in the theme's colours,
/// exports it as it looks but light, and has the context menu of every chart. Who derives fills
/// plot() in the constructor (without colours) and writes chartTitle(), chartTable(), recolor().
///
/// The widget takes the keyboard's focus and shows it by a frame; the plot inside doesn't.
class PlotChart : public QWidget, public Chart {
    Q_OBJECT
public:
    ~PlotChart() override;

    QSize chartSize() const override;
    void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const override;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    explicit PlotChart(QWidget* parent = nullptr);

    QCustomPlot& plot() const { return *plot_; }
    ChartActions& chartActions() const { return *actions_; }

    /// Colours everything that was put into plot(). Axes, grid, background and legend have been
    /// styled already. Called when the widget is first shown, on every change of theme, and before
    /// and after an export with the palette to use: `palette` isn't always the widget's own.
    virtual void recolor(const ThemeColors& colors, const QPalette& palette) = 0;
    /// Styles the plot again, calls recolor() and replots soon: after parts were added.
    void restyle();

    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void style(const QPalette& palette);

    QCustomPlot* plot_;
    ChartActions* actions_;
};

} // namespace tempera::ui
