// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/epoch_marks.h"

#include "ui/samplers/number_text.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// The smallest of 1, 2, 5, 10, 20... that is at least `least`.
qint64 roundStride(double least) {
    for (qint64 decade = 1;; decade *= 10)
        for (const qint64 factor : {1, 2, 5})
            if (static_cast<double>(factor * decade) >= least)
                return factor * decade;
}

} // namespace

std::vector<qint64> visibleEpochs(const PlotArea& area, qint64 stepsPerEpoch,
                                  double leastDistance) {
    std::vector<qint64> epochs;
    if (stepsPerEpoch <= 0)
        return epochs;
    const auto length = static_cast<double>(stepsPerEpoch);
    const double first = std::max(area.firstStep, 0.0);
    auto epoch = std::max<qint64>(static_cast<qint64>(std::ceil(first / length)) - 1, 0);
    double free = area.x(first); // from here on there is room
    for (;;) {
        // On a logarithmic axis more and more epochs share a pixel towards the right.
        const double here = std::max(static_cast<double>(epoch) * length, first);
        const double there = area.stepAt(area.x(here) + leastDistance);
        const qint64 stride = roundStride((there - here) / length);
        do
            epoch = (epoch / stride + 1) * stride;
        while (area.x(static_cast<double>(epoch) * length) < free);
        const double step = static_cast<double>(epoch) * length;
        if (step > area.lastStep)
            return epochs;
        epochs.push_back(epoch);
        free = area.x(step) + leastDistance * 0.99;
    }
}

void paintEpochs(QPainter& painter, const PlotArea& area, qint64 stepsPerEpoch, double lastStep,
                 bool numbered, const QPalette& palette, const QFont& font) {
    const ThemeColors colors = themeColors(palette);
    const QFont small = scaledFont(font, 0.8);
    const QFontMetrics metrics(small);
    painter.setFont(small);
    const double leastDistance = 6.0 * metrics.averageCharWidth();
    for (const qint64 epoch : visibleEpochs(area, stepsPerEpoch, leastDistance)) {
        const auto step = static_cast<double>(epoch * stepsPerEpoch);
        if (step > lastStep)
            return;
        const double x = std::round(area.x(step)); // sharp
        painter.setPen(QPen(colors.removed, 1.0, Qt::DotLine));
        painter.drawLine(QPointF(x, area.rectangle.top()), QPointF(x, area.rectangle.bottom()));
        if (!numbered)
            continue;
        painter.setPen(colors.secondaryText);
        const QString text = countText(epoch);
        painter.drawText(QPointF(x - metrics.horizontalAdvance(text) - metrics.height() / 4.0,
                                 area.rectangle.top() + metrics.ascent() + 1.0),
                         text);
    }
}

} // namespace tempera::ui
