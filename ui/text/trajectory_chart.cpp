// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/trajectory_chart.h"

#include "ui/charts/qcustomplot.h"
#include "ui/text/token_words.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr double barWidth = 0.8; ///< of the distance between two tokens
/// On a logarithmic axis bars need a foot: rank 1 must show too.
constexpr double lowestRank = 0.6;

QSharedPointer<QCPAxisTicker> linearTicker() {
    QSharedPointer<QCPAxisTicker> ticker(new QCPAxisTicker);
    ticker->setTickCount(2);
    return ticker;
}

/// 1, 100, 10000: the chart is low.
QSharedPointer<QCPAxisTicker> logarithmicTicker() {
    QSharedPointer<QCPAxisTickerLog> ticker(new QCPAxisTickerLog);
    ticker->setLogBase(100.0);
    return ticker;
}

} // namespace

TrajectoryChart::TrajectoryChart(QWidget* parent)
    : PlotChart(parent), scale_(TokenColoring::surprise, 0) {
    createBars();
    connectPlot();
    setToolTip(tr("One bar for each written token; click one to look at its place"));
    updateAxes();
}

void TrajectoryChart::createBars() {
    QCustomPlot& chart = plot();
    for (QCPBars** bars : {&written_, &stale_, &removed_, &current_}) {
        *bars = new QCPBars(chart.xAxis, chart.yAxis);
        (*bars)->setWidth(barWidth);
        (*bars)->setPen(Qt::NoPen);
        (*bars)->setAntialiased(false);
    }
    chart.xAxis->setTicks(false);
    chart.xAxis->setTickLabels(false);
    chart.xAxis->grid()->setVisible(false);
    chart.yAxis->setSubTicks(false);
    chart.axisRect()->setMinimumMargins(QMargins(0, 2, 0, 2));
}

void TrajectoryChart::connectPlot() {
    connect(&plot(), &QCustomPlot::mousePress, this, [this](const QMouseEvent* event) {
        if (event->button() == Qt::LeftButton)
            select(tokenAt(event->position().x()));
    });
    connect(&plot(), &QCustomPlot::mouseMove, this,
            [this](const QMouseEvent* event) { hover(tokenAt(event->position().x())); });
}

void TrajectoryChart::setTokens(TextTokens tokens) {
    tokens_ = std::move(tokens);
    if (selected_ >= static_cast<int>(tokens_.size()))
        selected_ = -1;
    updateBars();
    hover(-1);
}

void TrajectoryChart::setStaleFrom(int index) {
    if (index == staleFrom_)
        return;
    staleFrom_ = index;
    updateBars();
}

void TrajectoryChart::setScale(const TokenScale& scale) {
    scale_ = scale;
    setAccessibleName(chartTitle());
    updateBars();
}

void TrajectoryChart::setSelected(int index) {
    if (index == selected_)
        return;
    selected_ = index;
    updateBars();
}

QString TrajectoryChart::chartTitle() const {
    const QString unit = scale_.unit().isEmpty() ? QString() : tr(" (%1)").arg(scale_.unit());
    return tr("Trajectory: %1 per token%2").arg(scale_.name(), unit);
}

int TrajectoryChart::firstWritten() const {
    const auto isWritten = [](const TextToken& token) { return !token.fromPrompt; };
    return static_cast<int>(std::find_if(tokens_.begin(), tokens_.end(), isWritten) -
                            tokens_.begin());
}

double TrajectoryChart::barValue(int index) const {
    const double value = scale_.value(tokens_[static_cast<std::size_t>(index)].figures);
    return std::isfinite(value) ? value : top_;
}

void TrajectoryChart::updateBars() {
    updateAxes();
    QVector<double> keys[4];
    QVector<double> values[4];
    const int first = firstWritten();
    for (int i = first; i < static_cast<int>(tokens_.size()); ++i) {
        const GeneratedToken& figures = tokens_[static_cast<std::size_t>(i)].figures;
        const bool finite = std::isfinite(scale_.value(figures));
        const bool stale = staleFrom_ >= 0 && i >= staleFrom_;
        const int kind = i == selected_ ? 3 : !finite ? 2 : stale ? 1 : 0;
        if (i == selected_)
            hatchCurrent(!finite);
        keys[kind].append(i - first + 1);
        values[kind].append(barValue(i));
    }
    QCPBars* const bars[4] = {written_, stale_, removed_, current_};
    for (int kind = 0; kind < 4; ++kind)
        bars[kind]->setData(keys[kind], values[kind], true);
    plot().replot(QCustomPlot::rpQueuedReplot);
}

void TrajectoryChart::hatchCurrent(bool hatched) {
    QBrush brush = current_->brush();
    brush.setStyle(hatched ? Qt::BDiagPattern : Qt::SolidPattern);
    current_->setBrush(brush);
}

void TrajectoryChart::updateAxes() {
    top_ = scale_.maximum();
    for (const TextToken& token : tokens_)
        if (const double value = token.fromPrompt ? 0.0 : scale_.value(token.figures);
            std::isfinite(value))
            top_ = std::max(top_, value);
    const bool isRank = scale_.coloring() == TokenColoring::rank;
    QCPAxis& axis = *plot().yAxis;
    axis.setScaleType(isRank ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis.setTicker(isRank ? logarithmicTicker() : linearTicker());
    axis.setRange(isRank ? lowestRank : 0.0, top_);
    for (QCPBars* bars : {written_, stale_, removed_, current_})
        bars->setBaseValue(isRank ? lowestRank : 0.0);
    const int count = static_cast<int>(tokens_.size()) - firstWritten();
    plot().xAxis->setRange(0.5, std::max(count, 1) + 0.5);
}

int TrajectoryChart::tokenAt(double x) const {
    const int place = static_cast<int>(std::lround(plot().xAxis->pixelToCoord(x)));
    const int index = firstWritten() + place - 1;
    return place >= 1 && index < static_cast<int>(tokens_.size()) ? index : -1;
}

QPoint TrajectoryChart::barCenter(int index) const {
    const double x = plot().xAxis->coordToPixel(index - firstWritten() + 1);
    return plot().mapToParent(QPoint(static_cast<int>(x), plot().axisRect()->center().y()));
}

void TrajectoryChart::select(int index) {
    if (index < 0 || index == selected_)
        return;
    setSelected(index);
    Q_EMIT tokenSelected(index);
}

void TrajectoryChart::keyPressEvent(QKeyEvent* event) {
    const int first = firstWritten();
    const int last = static_cast<int>(tokens_.size()) - 1;
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (first > last || (step == 0 && event->key() != Qt::Key_Home && event->key() != Qt::Key_End))
        return PlotChart::keyPressEvent(event);
    if (event->key() == Qt::Key_End)
        select(last);
    else if (step == 0 || selected_ < 0)
        select(first);
    else
        select(std::clamp(selected_ + step, first, last));
}

void TrajectoryChart::leaveEvent(QEvent* event) {
    PlotChart::leaveEvent(event);
    hover(-1);
}

void TrajectoryChart::hover(int index) {
    if (index == hoveredIndex_)
        return;
    hoveredIndex_ = index;
    Q_EMIT hovered(index < 0 ? QString() : valueText(index));
}

} // namespace tempera::ui
