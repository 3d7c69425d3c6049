// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart_actions.h"
#include "ui/charts/plot_chart.h"
#include "ui/charts/qcustomplot.h"

namespace tempera::ui::test {

/// A chart without QCustomPlot: a square in the palette's text colour on its base colour.
class FakeChart : public QWidget, public Chart {
public:
    FakeChart() : actions(new ChartActions(*this, *this)) {
        resize(200, 100);
        table.columns = {"word", "probability", "rank"};
        table.rows = {{"film", 0.5, 2}, {"=sum", 0.1, 10}, {"a\tb", 1.0 / 3.0, 1}};
    }

    QString chartTitle() const override { return title; }
    ChartTable chartTable() const override { return table; }
    QSize chartSize() const override { return size(); }
    void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const override {
        QPainter painter(&device);
        painter.fillRect(QRect(QPoint(), size), palette.color(QPalette::Base));
        painter.fillRect(QRect(10, 20, 30, 40), palette.color(QPalette::Text));
    }

    QString title = "Words & <numbers>";
    ChartTable table;
    ChartActions* actions;
};

/// The line from (0, 0) to (4, 8) in the theme's accent.
class FakePlot : public PlotChart {
public:
    FakePlot() : graph(plot().addGraph()) {
        graph->setData({0.0, 1.0, 4.0}, {0.0, 2.0, 8.0});
        plot().rescaleAxes();
        resize(300, 200);
    }

    QString chartTitle() const override { return "A line"; }
    ChartTable chartTable() const override { return {{"x", "y"}, {{0.0, 0.0}, {4.0, 8.0}}}; }
    void recolor(const ThemeColors& colors, const QPalette&) override {
        graph->setPen(QPen(colors.accent, 2.0));
    }
    using PlotChart::plot;

    QCPGraph* graph;
};

inline int pixelsOf(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
    return count;
}

} // namespace tempera::ui::test
