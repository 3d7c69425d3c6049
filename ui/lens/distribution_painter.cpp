// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_painter.h"

#include "ui/lens/number_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QFont numberFont(const QFont& font) {
    return scaledFont(font, 0.92);
}

/// As wide as the longest text that can stand there.
double numbersWidth(const QFont& font) {
    const QFontMetricsF metrics(numberFont(font));
    double width = metrics.horizontalAdvance(percentText(1.0, 3));
    for (const auto kind : {SamplerKind::topK, SamplerKind::topP, SamplerKind::minP})
        width = std::max(width, metrics.horizontalAdvance(removedText(kind)));
    return std::ceil(width) + metrics.averageCharWidth();
}

} // namespace

DistributionColumns::DistributionColumns(const QRectF& row, const QFont& font) {
    const QFontMetricsF metrics(textFont(font));
    const double unit = metrics.averageCharWidth();
    const double tokenWidth = std::clamp(row.width() * 0.19, 10.0 * unit, 18.0 * unit);
    marker = QRectF(row.left(), row.top(), 1.5 * unit, row.height());
    token = QRectF(marker.right(), row.top(), tokenWidth, row.height());
    numbers = row;
    numbers.setLeft(row.right() - numbersWidth(font) - unit);
    numbers.setRight(row.right() - unit);
    bars = QRectF(QPointF(std::round(token.right() + unit), row.top()),
                  QPointF(std::round(numbers.left() - unit), row.bottom()));
}

DistributionPainter::DistributionPainter(const QPalette& palette, const QFont& font,
                                         ProbabilityAxis axis)
    : palette_(palette), font_(font), axis_(axis), colors_(themeColors(palette)) {}

int DistributionPainter::smallestRowHeight(const QFont& font) {
    const QFontMetricsF metrics(textFont(font));
    return static_cast<int>(std::ceil(metrics.ascent() + metrics.descent()));
}

int DistributionPainter::axisHeight(const QFont& font) {
    return static_cast<int>(std::ceil(QFontMetricsF(scaledFont(font, 0.8)).height())) + 4;
}

void DistributionPainter::paintRow(QPainter& painter, const QRectF& area,
                                   const DistributionRow& row, RowState state) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const DistributionColumns columns(area, font_);
    paintBackground(painter, area, state);
    paintGrid(painter, columns.bars);
    paintLabel(painter, columns, row);
    paintBars(painter, columns.bars, row);
    paintNumber(painter, columns.numbers, row);
    painter.restore();
}

void DistributionPainter::paintBackground(QPainter& painter, const QRectF& area,
                                          RowState state) const {
    QColor tint = colors_.accent;
    tint.setAlphaF(state.selected ? 0.14F : 0.06F);
    const QRectF inside = area.adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = area.height() / 6.0;
    painter.setPen(state.selected && state.focused ? QPen(colors_.accent) : QPen(Qt::NoPen));
    painter.setBrush(tint);
    if (state.selected || state.hovered)
        painter.drawRoundedRect(inside, radius, radius);
}

void DistributionPainter::paintGrid(QPainter& painter, const QRectF& bars) const {
    painter.setPen(QPen(colors_.gridLine, 1.0));
    for (const auto& tick : axis_.ticks()) {
        const double x = std::round(bars.left() + axis_.fraction(tick.probability) * bars.width());
        painter.drawLine(QPointF(x - 0.5, bars.top()), QPointF(x - 0.5, bars.bottom()));
    }
}

QFont DistributionPainter::labelFont(const DistributionRow& row) const {
    if (!row.token)
        return scaledFont(font_, 0.92);
    QFont font = textFont(font_);
    font.setBold(row.chosen);
    return font;
}

void DistributionPainter::paintLabel(QPainter& painter, const DistributionColumns& columns,
                                     const DistributionRow& row) const {
    QColor color =
        row.token && !row.removedBy ? palette_.color(QPalette::Text) : colors_.secondaryText;
    painter.setFont(labelFont(row));
    const QString text =
        QFontMetricsF(painter.font()).elidedText(row.label, Qt::ElideRight, columns.token.width());
    if (row.chosen) {
        color = colors_.accent;
        const double left =
            columns.token.right() - QFontMetricsF(painter.font()).horizontalAdvance(text);
        paintMarker(painter, QPointF(left, columns.token.center().y()));
    }
    painter.setPen(color);
    painter.drawText(columns.token, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, text);
}

void DistributionPainter::paintMarker(QPainter& painter, const QPointF& textLeft) const {
    const double size = QFontMetricsF(font_).averageCharWidth();
    const QPointF tip = textLeft - QPointF(size * 0.6, 0.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors_.accent);
    painter.drawPolygon(
        QPolygonF({tip, tip + QPointF(-size, -size * 0.75), tip + QPointF(-size, size * 0.75)}));
}

void DistributionPainter::paintBars(QPainter& painter, const QRectF& bars,
                                    const DistributionRow& row) const {
    const double thickness =
        std::round(std::min(bars.height() * 0.66, QFontMetricsF(font_).height() * 1.2));
    const double top = std::round(bars.center().y() - thickness / 2.0);
    const auto bar = [&](double probability) {
        return QRectF(bars.left(), top, axis_.fraction(probability) * bars.width(), thickness);
    };
    const QRectF solid = bar(row.probability);
    const QRectF outline = bar(row.probabilityAtOne);
    if (row.removedBy)
        paintHatched(painter, outline, colors_);
    QColor fill = colors_.accent;
    fill.setAlphaF(row.token ? 1.0F : 0.55F); // the others together are no candidate
    painter.fillRect(solid, fill);
    paintOutline(painter, outline, colors_);
}

void DistributionPainter::paintNumber(QPainter& painter, const QRectF& area,
                                      const DistributionRow& row) const {
    painter.setFont(numberFont(font_));
    painter.setPen(row.removedBy ? colors_.secondaryText : palette_.color(QPalette::Text));
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
                     row.removedBy ? removedText(*row.removedBy)
                                   : percentText(row.probability, axis_.percentDecimals()));
}

void DistributionPainter::paintAxis(QPainter& painter, const QRectF& area) const {
    painter.save();
    const DistributionColumns columns(area, font_);
    painter.setPen(QPen(colors_.cardBorder, 1.0));
    painter.drawLine(QPointF(columns.bars.left(), area.top() + 0.5),
                     QPointF(columns.bars.right(), area.top() + 0.5));
    painter.setFont(scaledFont(font_, 0.8));
    const double room = columns.bars.width() / 5.0;
    for (const auto& tick : axis_.ticks()) {
        const double x =
            columns.bars.left() + axis_.fraction(tick.probability) * columns.bars.width();
        painter.setPen(QPen(colors_.cardBorder, 1.0));
        painter.drawLine(QPointF(std::round(x) - 0.5, area.top()),
                         QPointF(std::round(x) - 0.5, area.top() + 3.0));
        painter.setPen(colors_.secondaryText);
        painter.drawText(QRectF(x - room / 2.0, area.top() + 3.0, room, area.height() - 3.0),
                         Qt::AlignHCenter | Qt::AlignTop | Qt::TextDontClip, tick.text);
    }
    painter.restore();
}

void paintHatched(QPainter& painter, const QRectF& bar, const ThemeColors& colors) {
    // Lines of our own, not a brush's pattern: that one doesn't scale with the picture.
    painter.save();
    painter.setClipRect(bar, Qt::IntersectClip);
    painter.setPen(QPen(colors.removed, 1.2));
    const double height = bar.height();
    for (double x = bar.left() - height; x < bar.right(); x += 5.0)
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + height, bar.top()));
    painter.restore();
}

void paintOutline(QPainter& painter, const QRectF& bar, const ThemeColors& colors) {
    if (bar.width() <= 0.0)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.outline, 1.2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(bar.adjusted(0.6, 0.6, std::max(-0.6, 0.6 - bar.width()), -0.6));
}

} // namespace tempera::ui
