// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/distribution_row.h"
#include "ui/lens/probability_axis.h"
#include "ui/theme/theme.h"

#include <QRectF>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// Where the parts of a row lie: marker and token, bars, numbers, from left to right.
struct DistributionColumns {
    DistributionColumns(const QRectF& row, const QFont& font);

    QRectF marker;
    QRectF token;
    QRectF bars;
    QRectF numbers;
};

struct RowState {
    bool selected = false;
    bool focused = false;
    bool hovered = false;
};

/// Draws the distribution's rows and the axis under them, on the screen and in exports.
class DistributionPainter {
public:
    DistributionPainter(const QPalette& palette, const QFont& font, ProbabilityAxis axis);

    void paintRow(QPainter& painter, const QRectF& area, const DistributionRow& row,
                  RowState state = {}) const;
    /// Tick labels; `area` is as wide as the rows.
    void paintAxis(QPainter& painter, const QRectF& area) const;

    static int smallestRowHeight(const QFont& font);
    static int axisHeight(const QFont& font);

private:
    void paintBackground(QPainter& painter, const QRectF& area, RowState state) const;
    void paintGrid(QPainter& painter, const QRectF& bars) const;
    void paintLabel(QPainter& painter, const DistributionColumns& columns,
                    const DistributionRow& row) const;
    void paintMarker(QPainter& painter, const QPointF& textLeft) const;
    void paintBars(QPainter& painter, const QRectF& bars, const DistributionRow& row) const;
    void paintNumber(QPainter& painter, const QRectF& area, const DistributionRow& row) const;
    QFont labelFont(const DistributionRow& row) const;

    QPalette palette_;
    QFont font_;
    ProbabilityAxis axis_;
    ThemeColors colors_;
};

/// A bar of the removed kind, also for the legend.
void paintHatched(QPainter& painter, const QRectF& bar, const ThemeColors& colors);
/// The outline of a bar at T = 1, also for the legend.
void paintOutline(QPainter& painter, const QRectF& bar, const ThemeColors& colors);

} // namespace tempera::ui
