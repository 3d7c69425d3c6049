// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_legend.h"

#include "ui/lens/distribution_painter.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace tempera::ui {

namespace {

enum class Mark { solid, outline, hatched };

struct Entry {
    Mark mark;
    QString text;
};

std::vector<Entry> entriesOf(const DistributionLegendEntries& entries) {
    std::vector<Entry> result{{Mark::solid, entries.temperature},
                              {Mark::outline, QStringLiteral("T = 1")}};
    if (entries.removed)
        result.push_back(
            {Mark::hatched, QCoreApplication::translate("DistributionLegend", "removed")});
    return result;
}

double entryWidth(const Entry& entry, const QFontMetricsF& metrics) {
    // The figures change while dragging; the legend's width must not.
    const QString widest = entry.mark == Mark::solid ? QStringLiteral("T = 0.000") : entry.text;
    return metrics.ascent() + metrics.averageCharWidth() / 2.0 +
           std::max(metrics.horizontalAdvance(widest), metrics.horizontalAdvance(entry.text));
}

void paintMark(QPainter& painter, const QRectF& square, Mark mark, const ThemeColors& colors) {
    if (mark == Mark::solid)
        painter.fillRect(square, colors.accent);
    else if (mark == Mark::outline)
        paintOutline(painter, square, colors);
    else
        paintHatched(painter, square, colors);
    if (mark == Mark::hatched) {
        painter.setPen(QPen(colors.removed, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(square.adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

} // namespace

double distributionLegendWidth(const DistributionLegendEntries& entries, const QFont& font) {
    const QFontMetricsF metrics(font);
    double width = 0.0;
    for (const Entry& entry : entriesOf(entries))
        width += entryWidth(entry, metrics) + 1.5 * metrics.averageCharWidth();
    return std::ceil(width);
}

void paintDistributionLegend(QPainter& painter, const QRectF& area,
                             const DistributionLegendEntries& entries, const QPalette& palette,
                             const QFont& font) {
    const QFontMetricsF metrics(font);
    const ThemeColors colors = themeColors(palette);
    const double side = std::round(metrics.ascent() * 0.75);
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing);
    double x = area.left();
    for (const Entry& entry : entriesOf(entries)) {
        const double top = std::round(area.center().y() - side / 2.0);
        paintMark(painter, QRectF(std::round(x), top, side, side), entry.mark, colors);
        painter.setPen(colors.secondaryText);
        const double textLeft = x + side + metrics.averageCharWidth() / 1.5;
        painter.drawText(QRectF(textLeft, area.top(), area.width(), area.height()),
                         Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.text);
        x += entryWidth(entry, metrics) + 1.5 * metrics.averageCharWidth();
    }
}

DistributionLegend::DistributionLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setAccessibleName(tr("Legend"));
    setToolTip(tr("Solid: the probability at this temperature. Outline: the model's own, at T = 1 "
                  "without samplers. Hatched: removed by a sampler."));
}

void DistributionLegend::setEntries(DistributionLegendEntries entries) {
    const bool resized =
        entries.removed != entries_.removed ||
        distributionLegendWidth(entries, font()) != distributionLegendWidth(entries_, font());
    entries_ = std::move(entries);
    if (resized)
        updateGeometry();
    update();
}

QSize DistributionLegend::sizeHint() const {
    return {static_cast<int>(distributionLegendWidth(entries_, font())), fontMetrics().height()};
}

void DistributionLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintDistributionLegend(painter, rect(), entries_, palette(), font());
}

} // namespace tempera::ui
