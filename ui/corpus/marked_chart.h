// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/plot_chart.h"

#include <optional>

class QCPItemStraightLine;
class QCPItemText;
class QCPItemTracer;

namespace tempera::ui {

/// A chart over a logarithmic axis of whole numbers, one of which is marked by a line that a person
/// moves: with the mouse anywhere in the plot, with the arrow keys, Page Up and Down (twice, half),
/// Home and End. Setters never emit.
class MarkedChart : public PlotChart {
    Q_OBJECT
public:
    qint64 marked() const { return marked_; }
    /// Where the marker's line is, and where a value would be, in the plot's coordinates.
    QPoint placeOf(qint64 value) const;

Q_SIGNALS:
    /// By a person, to a round number.
    void markerMoved(qint64 value);

protected:
    explicit MarkedChart(QWidget* parent = nullptr);

    /// What the marker can be, and the ends of the axis, which stay while it moves.
    void setMarkerRange(qint64 smallest, qint64 largest);
    /// `height` is where its disc stands on the other axis; none: there is no disc. A value outside
    /// of the axis is drawn at its end. The caller replots.
    void setMarker(qint64 value, std::optional<double> height, const QString& label);
    /// Beside the marker's line: Qt::AlignTop (as it is at first) or Qt::AlignBottom.
    void setLabelSide(Qt::AlignmentFlag side) { labelSide_ = side; }
    /// Shown beside the pointer; empty: nothing.
    virtual QString readingAt(qint64 value) const = 0;
    /// No corpus: nothing to be moved or read.
    void setMarkerShown(bool shown);

    void recolor(const ThemeColors& colors, const QPalette& palette) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addMarker();
    void connectMouse();
    void placeLabel();
    void moveTo(double value);
    void moveTo(QPointF position);
    void showReading(QPointF position, QPoint globalPosition);
    qint64 valueAt(double x) const;

    QCPItemStraightLine* line_ = nullptr;
    QCPItemTracer* disc_ = nullptr;
    QCPItemText* label_ = nullptr;
    qint64 marked_ = 1;
    qint64 smallest_ = 1;
    qint64 largest_ = 10;
    Qt::AlignmentFlag labelSide_ = Qt::AlignTop;
    bool shown_ = false;
    bool hasDisc_ = true;
    bool dragging_ = false;
};

/// The nearest number with at most three significant digits.
qint64 roundedToThreeDigits(double value);

} // namespace tempera::ui
