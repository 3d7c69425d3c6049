// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_style.h"

#include "ui/charts/qcustomplot.h"
#include "ui/theme/theme.h"

namespace tempera::ui {

namespace {

void styleGrid(QCPGrid& grid, const ThemeColors& colors) {
    grid.setPen(QPen(colors.gridLine, 1.0));
    grid.setSubGridPen(QPen(colors.gridLine, 1.0, Qt::DotLine));
    grid.setZeroLinePen(QPen(colors.cardBorder, 1.0));
}

void styleLegend(QCPLegend& legend, const QPalette& palette, const QFont& font) {
    const ThemeColors colors = themeColors(palette);
    legend.setFont(font);
    legend.setSelectedFont(font);
    legend.setTextColor(palette.color(QPalette::Text));
    legend.setSelectedTextColor(palette.color(QPalette::Text));
    QColor background = colors.cardBackground;
    background.setAlphaF(0.85F);
    legend.setBrush(background);
    legend.setBorderPen(Qt::NoPen);
}

void styleHeading(QCPTextElement& heading, const QPalette& palette, const QFont& font) {
    heading.setFont(scaledFont(font, 1.0, QFont::DemiBold));
    heading.setSelectedFont(heading.font());
    heading.setTextColor(palette.color(QPalette::Text));
    heading.setSelectedTextColor(palette.color(QPalette::Text));
}

} // namespace

void styleAxis(QCPAxis& axis, const QPalette& palette, const QFont& font) {
    const ThemeColors colors = themeColors(palette);
    const QPen line(colors.cardBorder, 1.0);
    const QFont small = scaledFont(font, 0.9);
    // The selected look equals the plain one: an axis that is dragged needs no other colour.
    axis.setBasePen(line);
    axis.setSelectedBasePen(line);
    axis.setTickPen(line);
    axis.setSelectedTickPen(line);
    axis.setSubTickPen(line);
    axis.setSelectedSubTickPen(line);
    axis.setTickLabelFont(small);
    axis.setSelectedTickLabelFont(small);
    axis.setTickLabelColor(colors.secondaryText);
    axis.setSelectedTickLabelColor(colors.secondaryText);
    axis.setLabelFont(small);
    axis.setSelectedLabelFont(small);
    axis.setLabelColor(colors.secondaryText);
    axis.setSelectedLabelColor(colors.secondaryText);
    styleGrid(*axis.grid(), colors);
}

void styleColorScale(QCPColorScale& scale, const QPalette& palette, const QFont& font) {
    styleAxis(*scale.axis(), palette, font);
    for (QCPAxis* axis : scale.findChildren<QCPAxis*>())
        styleAxis(*axis, palette, font);
}

void stylePlot(QCustomPlot& plot, const QPalette& palette, const QFont& font) {
    plot.setBackground(QBrush(themeColors(palette).cardBackground));
    for (const QCPAxisRect* rectangle : plot.axisRects())
        for (QCPAxis* axis : rectangle->axes())
            styleAxis(*axis, palette, font);
    for (QCPLayoutElement* element : plot.plotLayout()->elements(true)) {
        if (auto* scale = qobject_cast<QCPColorScale*>(element))
            styleColorScale(*scale, palette, font);
        else if (auto* heading = qobject_cast<QCPTextElement*>(element))
            styleHeading(*heading, palette, font);
    }
    if (plot.legend != nullptr)
        styleLegend(*plot.legend, palette, font);
}

} // namespace tempera::ui
