// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/entropy_curve_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/lens/number_text.h"
#include "ui/lens/temperature_scale.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// Where a temperature stands on the axis; the stops are at its ends.
double onAxis(double temperature) {
    return std::clamp(temperature, lowestTemperature, highestTemperature);
}

} // namespace

/// What is in the plot, owned by it.
struct EntropyCurveChart::Items {
    QCPGraph* curve = nullptr;
    QCPGraph* uniform = nullptr;
    QCPGraph* marker = nullptr;
    QCPItemText* markerLabel = nullptr;
    QCPItemText* uniformLabel = nullptr;
};

EntropyCurveChart::EntropyCurveChart(QWidget* parent)
    : PlotChart(parent), items_(std::make_unique<Items>()) {
    setUpAxes();
    items_->uniform = plot().addGraph();
    items_->curve = plot().addGraph();
    items_->marker = plot().addGraph();
    items_->marker->setLineStyle(QCPGraph::lsNone);
    items_->markerLabel = new QCPItemText(&plot());
    items_->markerLabel->setClipToAxisRect(false);
    items_->uniformLabel = new QCPItemText(&plot());
    items_->uniformLabel->setPositionAlignment(Qt::AlignTop | Qt::AlignLeft);
    items_->uniformLabel->setPadding(QMargins(0, 2, 0, 0));
    connect(&plot(), &QCustomPlot::afterLayout, this, &EntropyCurveChart::placeMarkerLabel);
    followMouse();
    setToolTip(tr("Entropy is how uncertain the next token is, in bits: 0 where it is certain, "
                  "log₂ V where all tokens are equally likely. Click or drag to set the "
                  "temperature."));
    setAccessibleDescription(tr("The arrow keys change the temperature by 5 %."));
}

EntropyCurveChart::~EntropyCurveChart() = default;

void EntropyCurveChart::setUpAxes() {
    const auto ticks = QSharedPointer<QCPAxisTickerText>::create();
    for (const double temperature : {0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0})
        ticks->addTick(temperature, QString::number(temperature));
    plot().xAxis->setScaleType(QCPAxis::stLogarithmic);
    plot().xAxis->setTicker(ticks);
    plot().xAxis->setRange(lowestTemperature * 0.93, highestTemperature * 1.07);
    plot().yAxis->setTicker(QSharedPointer<QCPAxisTickerFixed>::create());
    plot().yAxis->setLabel(tr("entropy (bits)"));
    plot().yAxis->setNumberFormat("f");
    plot().yAxis->setNumberPrecision(0);
    plot().yAxis->setSubTicks(false);
    plot().xAxis->setSubTicks(false);
    plot().setInteractions(QCP::Interactions());
}

void EntropyCurveChart::followMouse() {
    const auto temperatureAt = [this](const QMouseEvent* event) {
        const double temperature = plot().xAxis->pixelToCoord(event->position().x());
        return temperatureAtFraction(scaleFraction(onAxis(temperature)));
    };
    connect(&plot(), &QCustomPlot::mousePress, this, [=, this](QMouseEvent* event) {
        if (event->button() != Qt::LeftButton || temperatures_.empty())
            return;
        dragging_ = true;
        Q_EMIT dragStarted();
        choose(temperatureAt(event));
    });
    connect(&plot(), &QCustomPlot::mouseMove, this, [=, this](QMouseEvent* event) {
        if (dragging_)
            choose(temperatureAt(event));
    });
    connect(&plot(), &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        if (event->button() != Qt::LeftButton || !dragging_)
            return;
        dragging_ = false;
        Q_EMIT dragFinished();
    });
}

void EntropyCurveChart::choose(double temperature) {
    if (temperature != temperature_)
        Q_EMIT temperatureChosen(temperature);
}

void EntropyCurveChart::setCurve(const std::vector<double>& temperatures,
                                 const std::vector<double>& bits) {
    temperatures_ = temperatures;
    bits_ = bits;
    items_->curve->setData(QVector<double>(temperatures.begin(), temperatures.end()),
                           QVector<double>(bits.begin(), bits.end()), true);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void EntropyCurveChart::setCurrent(double temperature, double bits) {
    temperature_ = temperature;
    items_->marker->setData({onAxis(temperature)}, {bits}, true);
    items_->markerLabel->setText(tr("H = %1").arg(bitsText(bits)));
    items_->markerLabel->position->setCoords(onAxis(temperature), bits);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void EntropyCurveChart::placeMarkerLabel() {
    // The curve never falls: left of the marker there is room above it, right of it below.
    QCPItemPosition& position = *items_->markerLabel->position;
    const double x = plot().xAxis->coordToPixel(onAxis(temperature_));
    const int width =
        QFontMetrics(items_->markerLabel->font()).horizontalAdvance(items_->markerLabel->text());
    const bool high = position.value() > 0.6 * plot().yAxis->range().upper;
    const QRect area = plot().axisRect()->rect();
    const bool left = high ? x + width > area.right() : x - width > area.left();
    const Qt::Alignment vertical = high ? Qt::AlignTop : Qt::AlignBottom;
    items_->markerLabel->setPositionAlignment((left ? Qt::AlignRight : Qt::AlignLeft) | vertical);
    // With no room on the right it ends with the axis, and lower, as the curve comes near.
    const bool atEnd = high && left;
    position.setCoords(atEnd ? plot().xAxis->range().upper : onAxis(temperature_),
                       position.value());
    const int distance = atEnd ? 14 : 7;
    items_->markerLabel->setPadding(high ? QMargins(4, distance, 4, 0)
                                         : QMargins(4, 0, 4, distance));
}

void EntropyCurveChart::setVocabularySize(std::size_t size) {
    const double bits = std::log2(static_cast<double>(std::max<std::size_t>(size, 2)));
    plot().yAxis->setRange(-0.04 * bits, 1.06 * bits);
    // Whole bits, three or four of them labelled.
    const double step = bits > 8.0 ? 5.0 : bits > 4.0 ? 2.0 : 1.0;
    plot().yAxis->ticker().staticCast<QCPAxisTickerFixed>()->setTickStep(step);
    const auto& range = plot().xAxis->range();
    items_->uniform->setData({range.lower, range.upper}, {bits, bits}, true);
    items_->uniformLabel->position->setCoords(lowestTemperature, bits);
    items_->uniformLabel->setText(
        tr("uniform: log₂ %1 = %2").arg(groupedNumber(size), bitsText(bits)));
    plot().replot(QCustomPlot::rpQueuedReplot);
}

QString EntropyCurveChart::chartTitle() const {
    return tr("Entropy over temperature");
}

ChartTable EntropyCurveChart::chartTable() const {
    ChartTable table{.columns = {tr("Temperature"), tr("Entropy (bits)")}, .rows = {}};
    for (std::size_t i = 0; i < temperatures_.size(); ++i)
        table.rows.push_back({temperatures_[i], bits_[i]});
    return table;
}

QSize EntropyCurveChart::minimumSizeHint() const {
    return {24 * fontMetrics().averageCharWidth(), 6 * fontMetrics().height()};
}

void EntropyCurveChart::recolor(const ThemeColors& colors, const QPalette& palette) {
    items_->curve->setPen(QPen(colors.accent, 2.0));
    items_->uniform->setPen(QPen(colors.secondaryText, 1.0, Qt::DashLine));
    items_->marker->setScatterStyle(QCPScatterStyle(
        QCPScatterStyle::ssCircle, QPen(colors.cardBackground, 1.5), colors.accent, 10.0));
    const QFont small = scaledFont(font(), 0.85);
    items_->uniformLabel->setFont(small);
    items_->uniformLabel->setColor(colors.secondaryText);
    items_->markerLabel->setFont(scaledFont(font(), 0.92, QFont::DemiBold));
    items_->markerLabel->setColor(palette.color(QPalette::Text));
    QColor behind = colors.cardBackground;
    behind.setAlphaF(0.75F);
    items_->uniformLabel->setBrush(behind);
}

void EntropyCurveChart::keyPressEvent(QKeyEvent* event) {
    const bool up = event->key() == Qt::Key_Right || event->key() == Qt::Key_Up;
    const bool down = event->key() == Qt::Key_Left || event->key() == Qt::Key_Down;
    if ((up || down) && !temperatures_.empty())
        choose(steppedTemperature(temperature_, up ? 1 : -1));
    else
        PlotChart::keyPressEvent(event);
}

void EntropyCurveChart::wheelEvent(QWheelEvent* event) {
    event->ignore();
}

} // namespace tempera::ui
