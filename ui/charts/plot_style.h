// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPalette>

class QCPAxis;
class QCPColorScale;
class QCustomPlot;

namespace tempera::ui {

/// Gives the parts that every plot has the theme's colours and `font`: background, the axes of all
/// its rectangles, grids, legend, headings. Axes and labels are in secondary text, lines are thin.
/// What is plotted and QCPItems are the chart's own. To be called again when the theme changes;
/// doesn't replot.
void stylePlot(QCustomPlot& plot, const QPalette& palette, const QFont& font);

/// One axis with its ticks, labels and grid: for axes that stylePlot() doesn't find.
void styleAxis(QCPAxis& axis, const QPalette& palette, const QFont& font);

/// A colour scale beside a colour map.
void styleColorScale(QCPColorScale& scale, const QPalette& palette, const QFont& font);

} // namespace tempera::ui
