// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/marked_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"
#include "ui/theme/plain_tool_tip.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// Of one press of an arrow key.
const double arrowFactor = std::exp2(1.0 / 12.0);

} // namespace

qint64 roundedToThreeDigits(double value) {
    const double digits = std::floor(std::log10(std::max(value, 1.0)));
    const double unit = std::pow(10.0, std::max(digits - 2.0, 0.0));
    return std::llround(std::round(value / unit) * unit);
}

MarkedChart::MarkedChart(QWidget* parent) : PlotChart(parent) {
    plot().setLocale(displayLocale());
    plot().xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot().xAxis->setTicker(QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog));
    plot().xAxis->setNumberFormat(u"f"_qs);
    plot().xAxis->setNumberPrecision(0);
    const int space = fontMetrics().height() / 2;
    plot().axisRect()->setMinimumMargins({0, space, 2 * space, 0});
    addMarker();
    connectMouse();
    connect(&plot(), &QCustomPlot::afterLayout, this, &MarkedChart::placeLabel);
}

void MarkedChart::addMarker() {
    plot().addLayer(u"marker"_qs);
    line_ = new QCPItemStraightLine(&plot());
    disc_ = new QCPItemTracer(&plot());
    disc_->setStyle(QCPItemTracer::tsCircle);
    disc_->setSize(fontMetrics().height() * 0.55);
    label_ = new QCPItemText(&plot());
    label_->position->setType(QCPItemPosition::ptAbsolute);
    const int space = fontMetrics().height() / 4;
    label_->setPadding({2 * space, 0, 2 * space, 0});
    label_->setClipToAxisRect(false);
    for (QCPAbstractItem* item : std::initializer_list<QCPAbstractItem*>{line_, disc_, label_}) {
        item->setLayer(u"marker"_qs);
        item->setVisible(false);
    }
}

void MarkedChart::connectMouse() {
    plot().setMouseTracking(true);
    connect(&plot(), &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) {
        dragging_ = shown_ && event->button() == Qt::LeftButton &&
                    plot().axisRect()->rect().contains(event->position().toPoint());
        if (dragging_)
            moveTo(event->position());
    });
    connect(&plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        if (dragging_)
            moveTo(event->position());
        else
            showReading(event->position(), event->globalPosition().toPoint());
    });
    connect(&plot(), &QCustomPlot::mouseRelease, this, [this] { dragging_ = false; });
}

void MarkedChart::setMarkerRange(qint64 smallest, qint64 largest) {
    smallest_ = smallest;
    largest_ = std::max(largest, smallest + 1);
    plot().xAxis->setRange(static_cast<double>(smallest_), static_cast<double>(largest_));
}

void MarkedChart::setMarkerShown(bool shown) {
    shown_ = shown;
    for (QCPAbstractItem* item : std::initializer_list<QCPAbstractItem*>{line_, disc_, label_})
        item->setVisible(shown);
    disc_->setVisible(shown && hasDisc_);
    for (QCPAxis* axis : {plot().xAxis, plot().yAxis})
        axis->setVisible(shown);
}

void MarkedChart::setMarker(qint64 value, std::optional<double> height, const QString& label) {
    marked_ = value;
    const auto x = static_cast<double>(std::clamp(value, smallest_, largest_));
    line_->point1->setCoords(x, 1.0);
    line_->point2->setCoords(x, 2.0);
    hasDisc_ = height.has_value();
    disc_->setVisible(shown_ && hasDisc_);
    disc_->position->setCoords(x, height.value_or(1.0));
    label_->setText(label);
    setAccessibleDescription(label);
}

void MarkedChart::placeLabel() {
    const QRect plotted = plot().axisRect()->rect();
    const double x = plot().xAxis->coordToPixel(line_->point1->key());
    const QMargins padding = label_->padding();
    const int width = QFontMetrics(label_->font()).horizontalAdvance(label_->text()) +
                      padding.left() + padding.right() + 1;
    // To the right of the line, else to its left, else wherever it is in the plot.
    const double beside = x + width < plotted.right() ? x + 1.0 : x - width - 1.0;
    const double left = std::max<double>(beside, plotted.left());
    const bool top = labelSide_ == Qt::AlignTop;
    label_->setPositionAlignment(Qt::AlignLeft | labelSide_);
    label_->position->setCoords(left, top ? plotted.top() : plotted.bottom());
}

QPoint MarkedChart::placeOf(qint64 value) const {
    const auto x = static_cast<double>(std::clamp(value, smallest_, largest_));
    return {static_cast<int>(std::lround(plot().xAxis->coordToPixel(x))),
            plot().axisRect()->center().y()};
}

qint64 MarkedChart::valueAt(double x) const {
    const double value = plot().xAxis->pixelToCoord(x);
    return std::clamp(roundedToThreeDigits(value), smallest_, largest_);
}

void MarkedChart::moveTo(QPointF position) {
    moveTo(plot().xAxis->pixelToCoord(position.x()));
}

void MarkedChart::moveTo(double value) {
    const qint64 rounded = std::clamp(roundedToThreeDigits(value), smallest_, largest_);
    if (shown_ && rounded != marked_)
        Q_EMIT markerMoved(rounded);
}

void MarkedChart::showReading(QPointF position, QPoint globalPosition) {
    const bool inside = shown_ && plot().axisRect()->rect().contains(position.toPoint());
    plot().setCursor(inside ? Qt::SizeHorCursor : Qt::ArrowCursor);
    if (inside)
        QToolTip::showText(globalPosition, plainToolTip(readingAt(valueAt(position.x()))), this);
    else
        QToolTip::hideText();
}

void MarkedChart::keyPressEvent(QKeyEvent* event) {
    const auto value = static_cast<double>(marked_);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return moveTo(std::min(value / arrowFactor, value - 1.0));
    case Qt::Key_Right:
    case Qt::Key_Up:
        return moveTo(std::max(value * arrowFactor, value + 1.0));
    case Qt::Key_PageDown:
        return moveTo(value / 2.0);
    case Qt::Key_PageUp:
        return moveTo(value * 2.0);
    case Qt::Key_Home:
        return moveTo(static_cast<double>(smallest_));
    case Qt::Key_End:
        return moveTo(static_cast<double>(largest_));
    default:
        PlotChart::keyPressEvent(event);
    }
}

void MarkedChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    const QColor strong = palette.color(QPalette::Text);
    line_->setPen(QPen(strong, 1.5));
    disc_->setPen(QPen(strong, 2.0));
    disc_->setBrush(colors.cardBackground);
    label_->setFont(scaledFont(font(), 0.95, QFont::DemiBold));
    label_->setColor(strong);
    QColor veil = colors.cardBackground;
    veil.setAlphaF(0.85F);
    label_->setBrush(veil);
    label_->setPen(Qt::NoPen);
}

} // namespace tempera::ui
