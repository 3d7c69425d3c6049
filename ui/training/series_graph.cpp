// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_graph.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/series_sampling.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr qsizetype manyPoints = 64; // of a line: see drawManyPoints()

class SeriesGraph final : public QCPGraph {
public:
    SeriesGraph(QCPAxisRect& rectangle, const std::vector<double>& steps,
                const SeriesPyramid& values)
        : QCPGraph(rectangle.axis(QCPAxis::atBottom), rectangle.axis(QCPAxis::atLeft)),
          steps_(steps),
          values_(values) {}

protected:
    void draw(QCPPainter* painter) override {
        const SampledSeries sampled = sampleSeries(steps_, values_, columnEdges());
        if (!sampled.line.empty())
            drawLine(*painter, sampled.line);
        if (!sampled.band.empty())
            drawBand(*painter, sampled.band);
    }

private:
    QRect area() const { return keyAxis()->axisRect()->rect(); }
    /// The device's pixels in one of the plot's.
    double scale() const { return std::max(1.0, parentPlot()->bufferDevicePixelRatio()); }

    /// The steps at which columns of the device's pixels begin and end.
    std::vector<double> columnEdges() const {
        const int columns = qCeil(area().width() * scale());
        std::vector<double> edges;
        edges.reserve(static_cast<std::size_t>(columns) + 1);
        for (int column = 0; column <= columns; ++column)
            edges.push_back(keyAxis()->pixelToCoord(area().left() + column / scale()));
        return edges;
    }

    /// Not so far away that the painter's numbers would end.
    double yOf(double value) const {
        const double far = 10.0 * area().height();
        return std::clamp(valueAxis()->coordToPixel(value), area().top() - far,
                          area().bottom() + far);
    }

    void drawLine(QCPPainter& painter, const std::vector<SeriesPoint>& points) const {
        QPolygonF line;
        for (const SeriesPoint& point : points)
            line.append(QPointF(keyAxis()->coordToPixel(point.step), yOf(point.value)));
        painter.setAntialiasing(true);
        QPen pen = mPen;
        if (line.size() == 1) {
            pen.setCapStyle(Qt::RoundCap);
            pen.setWidthF(pen.widthF() + 3.0);
            painter.setPen(pen);
            painter.drawPoint(line.first());
        } else if (line.size() < manyPoints || isVectorized(painter)) {
            painter.setPen(pen);
            painter.drawPolyline(line);
        } else {
            drawManyPoints(painter, line);
        }
    }

    /// Stroking a long thick line as a whole takes ten times as long as its pieces, and thick is
    /// also a line of one pixel where a pixel is made of several.
    void drawManyPoints(QCPPainter& painter, const QPolygonF& line) const {
        QPen pen = mPen;
        if (pen.widthF() <= 1.0)
            pen.setWidth(0);
        pen.setCapStyle(Qt::SquareCap);
        painter.setPen(pen);
        QVector<QLineF> pieces;
        pieces.reserve(line.size());
        for (qsizetype index = 1; index < line.size(); ++index)
            pieces.append(QLineF(line[index - 1], line[index]));
        painter.QPainter::drawLines(pieces);
    }

    static bool isVectorized(const QCPPainter& painter) {
        return painter.modes().testFlag(QCPPainter::pmVectorized);
    }

    /// A line that goes up and down in every column of pixels is an area: filling it costs a tenth
    /// of stroking it.
    void drawBand(QCPPainter& painter, const std::vector<SeriesColumn>& columns) const {
        painter.setPen(Qt::NoPen);
        painter.setBrush(mPen.color());
        // A thin line's area is noise, which needs no smooth edges; but bars side by side would
        // leave hair-lines between them in a document.
        const bool smooth = mPen.widthF() > 1.0 || isVectorized(painter);
        painter.setAntialiasing(smooth);
        if (smooth)
            painter.drawPolygon(outlineOf(columns), Qt::WindingFill);
        else
            painter.drawRects(barsOf(columns));
    }

    double leftOf(const SeriesColumn& column) const {
        return area().left() + static_cast<double>(column.column) / scale();
    }

    QPolygonF outlineOf(const std::vector<SeriesColumn>& columns) const {
        QPolygonF outline(2 * static_cast<qsizetype>(columns.size()));
        const double half = mPen.widthF() / 2.0;
        qsizetype place = 0;
        for (const SeriesColumn& column : columns) {
            const double x = leftOf(column) + 0.5 / scale();
            outline[place] = {x, yOf(column.extremes.highest) - half};
            outline[outline.size() - 1 - place] = {x, yOf(column.extremes.lowest) + half};
            ++place;
        }
        return outline;
    }

    QVector<QRectF> barsOf(const std::vector<SeriesColumn>& columns) const {
        QVector<QRectF> bars;
        bars.reserve(static_cast<qsizetype>(columns.size()));
        for (const SeriesColumn& column : columns) {
            // Whole pixels: the painter would leave out bars that miss a pixel's centre.
            const double top = std::floor(yOf(column.extremes.highest) * scale()) / scale();
            const double bottom = std::ceil(yOf(column.extremes.lowest) * scale()) / scale();
            const double least = 1.0 / scale();
            bars.append(QRectF(leftOf(column), top, least, std::max(bottom - top, least)));
        }
        return bars;
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
