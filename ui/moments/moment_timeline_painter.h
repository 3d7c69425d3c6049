// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/moment.h"
#include "ui/moments/moment_scale.h"

#include <QFont>
#include <QPalette>
#include <QRectF>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// Where a timeline's parts are: the losses, where there is height for them, the line with its
/// ticks, the epochs' numbers.
struct MomentTimelineLayout {
    MomentTimelineLayout(const QRect& area, const QFont& font, const std::vector<Moment>& moments);
    /// Without losses.
    static int lowestHeight(const QFont& font);

    double x(double fraction) const { return left + fraction * (right - left); }

    double left = 0.0;   ///< of the line
    double right = 0.0;  ///< where the last moment stands
    double live = 0.0;   ///< where the newest weights stand
    double middle = 0.0; ///< of the line
    double handleRadius = 0.0;
    double numbers = 0.0; ///< top of the epochs' numbers
    QRectF losses;        ///< empty where there is no height for them
    QRectF lossNames;     ///< right of them
};

struct MomentTimelineLook {
    int shown = 0;    ///< counts the moments; their number stands for the newest weights
    int hovered = -1; ///< the same; -1: nothing
    bool training = false;
    bool focused = false;
    bool pressed = false;
    QPalette palette;
    QFont font;
};

void paintMomentTimeline(QPainter& painter, const MomentTimelineLayout& layout,
                         const std::vector<Moment>& moments, const MomentScale& scale,
                         const MomentTimelineLook& look);

} // namespace tempera::ui
