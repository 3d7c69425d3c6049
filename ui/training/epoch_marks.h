// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/training/plot_area.h"

#include <QFont>
#include <QPalette>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// The epochs, from 1, whose last step is visible: those that stand `leastDistance` pixels apart,
/// on a linear axis every 1st, 2nd, 5th, 10th... `stepsPerEpoch` 0: not known, there are none.
std::vector<qint64> visibleEpochs(const PlotArea& area, qint64 stepsPerEpoch, double leastDistance);

/// A thin line where an epoch ends, with its number at the top (`numbered`). No epoch after
/// `lastStep`.
void paintEpochs(QPainter& painter, const PlotArea& area, qint64 stepsPerEpoch, double lastStep,
                 bool numbered, const QPalette& palette, const QFont& font);

} // namespace tempera::ui
