// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <vector>

QT_BEGIN_NAMESPACE
class QPaintDevice;
QT_END_NAMESPACE

namespace tempera::ui {

/// The numbers behind a chart: exact values, not formatted ones. A cell holds a double, a whole
/// number or a string.
struct ChartTable {
    QStringList columns;
    std::vector<std::vector<QVariant>> rows; ///< each as long as `columns`
};

/// Something that can be shown as a table, copied and exported besides being looked at. A widget
/// that is a chart derives from it too and creates a ChartActions for its context menu.
class Chart {
public:
    virtual ~Chart() = default;
    /// As in "Next-token distribution".
    virtual QString chartTitle() const = 0;
    virtual ChartTable chartTable() const = 0;
    /// The size in which it is shown now, in device-independent pixels.
    virtual QSize chartSize() const = 0;
    /// Draws it in `size` device-independent pixels on an image, SVG or PDF, with vectors, in the
    /// colours of `palette` (exports are light whatever the theme).
    virtual void paintChart(QPaintDevice& device, QSize size, const QPalette& palette) const = 0;
};

} // namespace tempera::ui
