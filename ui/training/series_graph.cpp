// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_graph.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/series_sampling.h"

#include <cmath>

namespace tempera::ui {

namespace {

class SeriesGraph final : public QCPGraph {
public:
    SeriesGraph(QCPAxisRect& rectangle, const std::vector<double>& steps,
                const SeriesPyramid& values)
        : QCPGraph(rectangle.axis(QCPAxis::atBottom), rectangle.axis(QCPAxis::atLeft)),
          steps_(steps),
          values_(values) {}

protected:
    void draw(QCPPainter* painter) override {
        const QPolygonF line = visibleLine();
        if (line.size() == 1) {
            painter->setPen(
                QPen(mPen.color(), std::max(4.0, mPen.widthF()), Qt::SolidLine, Qt::RoundCap));
            painter->drawPoint(line.first());
            return;
        }
        // A line that goes up and down in every column of pixels is an area: the corners of thick,
        // smooth strokes would cost a hundred times as much and not be seen.
        const bool dense = line.size() > 2 * keyAxis()->axisRect()->width();
        QPen pen = mPen;
        if (dense && pen.widthF() <= 1.0)
            pen.setWidth(0);
        painter->setAntialiasing(!dense || pen.widthF() > 1.0);
        painter->setPen(pen);
        painter->drawPolyline(line);
    }

private:
    /// The steps at which columns of the device's pixels begin and end.
    std::vector<double> columnEdges() const {
        const QRect area = keyAxis()->axisRect()->rect();
        const double scale = std::max(1.0, parentPlot()->bufferDevicePixelRatio());
        const int columns = qCeil(area.width() * scale);
        std::vector<double> edges;
        edges.reserve(static_cast<std::size_t>(columns) + 1);
        for (int column = 0; column <= columns; ++column)
            edges.push_back(keyAxis()->pixelToCoord(area.left() + column / scale));
        return edges;
    }

    /// Without the points that lie on the one before.
    QPolygonF visibleLine() const {
        QPolygonF line;
        const double least = 0.3 / std::max(1.0, parentPlot()->bufferDevicePixelRatio());
        const QRect area = keyAxis()->axisRect()->rect();
        const double highest = area.top() - 10.0 * area.height();
        const double lowest = area.bottom() + 10.0 * area.height();
        for (const SeriesPoint& point : sampleColumns(steps_, values_, columnEdges())) {
            const double x = keyAxis()->coordToPixel(point.step);
            const double y = valueAxis()->coordToPixel(point.value);
            const QPointF there(x, std::clamp(y, highest, lowest));
            if (line.isEmpty() || (there - line.last()).manhattanLength() > least)
                line.append(there);
        }
        return line;
    }

    const std::vector<double>& steps_;
    const SeriesPyramid& values_;
};

} // namespace

QCPGraph* addSeriesGraph(QCPAxisRect& rectangle, const std::vector<double>& steps,
                         const SeriesPyramid& values) {
    return new SeriesGraph(rectangle, steps, values); // the plot takes it
}

} // namespace tempera::ui
