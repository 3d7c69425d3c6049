// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/color_legend.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QLinearGradient>
#include <QPainter>

namespace tempera::ui {

ColorLegend::ColorLegend(QWidget* parent) : QWidget(parent), scale_(TokenColoring::none, 0) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setScale(scale_);
}

void ColorLegend::setScale(const TokenScale& scale) {
    scale_ = scale;
    setAccessibleName(
        tr("Legend: %1 from %2 to %3").arg(scale.name(), scale.lowLabel(), scale.highLabel()));
    setToolTip(scale.coloring() == TokenColoring::rank
                   ? tr("The colours of ranks, on a logarithmic scale that is the same for every "
                        "text of this model")
                   : tr("The colours' scale, the same for every text of this model"));
    updateGeometry();
    update();
}

int ColorLegend::textWidth(const QString& text) const {
    return QFontMetrics(font()).horizontalAdvance(text);
}

int ColorLegend::barWidth() const {
    return QFontMetrics(font()).averageCharWidth() * 14;
}

int ColorLegend::space() const {
    return QFontMetrics(font()).averageCharWidth();
}

QSize ColorLegend::sizeHint() const {
    const int words =
        textWidth(scale_.name()) + textWidth(scale_.lowLabel()) + textWidth(scale_.highLabel());
    return {words + barWidth() + 4 * space(), QFontMetrics(font()).height()};
}

QSize ColorLegend::minimumSizeHint() const {
    return sizeHint();
}

void ColorLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColors colors = themeColors(palette());
    const auto drawText = [&](int x, const QString& text) {
        painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        return x + textWidth(text);
    };
    painter.setPen(colors.secondaryText);
    int x = drawText(0, scale_.name()) + 2 * space();
    x = drawText(x, scale_.lowLabel()) + space();

    const int thickness = height() * 3 / 5;
    const QRectF bar(x, (height() - thickness) / 2, barWidth(), thickness);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    gradient.setColorAt(0.0, scaleColor(0.0, palette()));
    gradient.setColorAt(1.0, scaleColor(1.0, palette()));
    painter.setPen(QPen(colors.cardBorder, 1.0));
    painter.setBrush(gradient);
    painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5));

    painter.setPen(colors.secondaryText);
    drawText(x + barWidth() + space(), scale_.highLabel());
}

} // namespace tempera::ui
