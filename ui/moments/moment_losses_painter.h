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

/// How the losses of a run's moments are drawn.
struct MomentLossesLook {
    QRectF area;
    QRectF names;   ///< where each line's last value stands
    int shown = -1; ///< the moment whose points are emphasised; -1: none
    QPalette palette;
    QFont font;
};

/// Training and validation loss as thin lines over the moments, on one scale from the lowest to the
/// highest of both. Losses that are not known or not finite are left out.
void paintMomentLosses(QPainter& painter, const MomentLossesLook& look,
                       const std::vector<Moment>& moments, const MomentScale& scale);

/// The width that the lines' last values need.
double momentLossNamesWidth(const std::vector<Moment>& moments, const QFont& font);

} // namespace tempera::ui
