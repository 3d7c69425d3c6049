// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/loss_references.h"
#include "ui/training/plot_area.h"

#include <QFont>
#include <QPalette>
#include <QString>
#include <vector>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

struct ReferenceLine {
    double loss = 0.0;
    QString text; ///< as in "uniform: ln 15,000 = 9.62"
};

/// Uniform first. A reference that is not a positive number is left out.
std::vector<ReferenceLine> referenceLines(const LossReferences& losses);

/// Dashed lines at those that are in view, labelled at their right end, above them or below where
/// the labels would meet or leave the rectangle.
void paintReferences(QPainter& painter, const PlotArea& area,
                     const std::vector<ReferenceLine>& lines, const QPalette& palette,
                     const QFont& font);

} // namespace tempera::ui
