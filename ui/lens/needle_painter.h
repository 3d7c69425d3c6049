// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/needle_segments.h"

#include <QFont>
#include <QPalette>
#include <QRectF>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// Where the needle bar's parts are, from top to bottom: a line of words, the bar.
struct NeedleLayout {
    NeedleLayout(const QRectF& area, const QFont& font);
    static int heightFor(const QFont& font);

    QRectF caption;
    QRectF bar;
    double headHeight = 0.0; ///< of the needle, above the bar
};

struct NeedleLook {
    std::vector<NeedleSegment> segments;
    std::optional<double> needle;
    std::optional<CumulativeRange> pointed; ///< the segment that the mouse or keyboard is on
    QString caption;
    QPalette palette;
    QFont font;
};

void paintNeedleBar(QPainter& painter, const NeedleLayout& layout, const NeedleLook& look);

} // namespace tempera::ui
