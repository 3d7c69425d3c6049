// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <functional>

class QCPAxisRect;

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace tempera::ui {

/// Has `paint` called whenever `rectangle` is drawn, clipped to it, on one of the plot's layers
/// ("grid" below the graphs, "main", "overlay" above): for what depends on the visible range and so
/// is easier painted than kept up to date as items. Lives as long as the plot.
void addPaintedLayer(QCPAxisRect& rectangle, const QString& layer,
                     std::function<void(QPainter&)> paint);

} // namespace tempera::ui
