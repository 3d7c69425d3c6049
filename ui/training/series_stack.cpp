// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_stack.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/run_series.h"
#include "ui/training/series_sampling.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// The loss is so many times as high as each of the others.
constexpr int lossShare = 3;

/// The range with a little space around it; room also around a single value.
QCPRange padded(const Extremes& extremes) {
    const double least = std::max(std::abs(extremes.highest) * 0.05, 1e-12);
    const double space = std::max((extremes.highest - extremes.lowest) * 0.12, least);
    return {std::max(0.0, extremes.lowest - space), extremes.highest + space};
}

QSharedPointer<QCPAxisTicker> stepTicker(bool logarithmic) {
    return logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                       : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker);
}

} // namespace

SeriesStack::SeriesStack(QCustomPlot& plot) : plot_(plot), margins_(new QCPMarginGroup(&plot)) {
    QCPAxisRect* loss = plot.axisRect();
    loss->insetLayout()->take(plot.legend);
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->setRowSpacing(0);
    addLegend();
    rectangles_[0] = loss;
    for (const TrainingSeries series : allTrainingSeries)
        addRectangle(series);
    show({TrainingSeries::loss});
}

void SeriesStack::addLegend() {
    // The empty element takes the width that the entries don't need.
    legendRow_ = new QCPLayoutGrid;
    legendRow_->setMargins({8, 0, 0, 0});
    plot_.plotLayout()->addElement(0, 0, legendRow_);
    plot_.plotLayout()->setRowStretchFactor(0, 0.001);
    legendRow_->addElement(0, 0, plot_.legend);
    legendRow_->addElement(0, 1, new QCPLayoutElement(&plot_));
    legendRow_->setColumnStretchFactor(0, 0.001);
    plot_.legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot_.legend->setMargins({0, 0, 0, 0});
    plot_.legend->setColumnSpacing(16);
}

void SeriesStack::setRoom(int lines) {
    lines_ = lines;
    setCramped(lines < 16);
    nameAxes();
    thinNumbers();
}

int SeriesStack::linesOf(TrainingSeries series) const {
    const int share = series == TrainingSeries::loss ? lossShare : 1;
    const int outside = cramped_ ? 5 : 8; // controls, legend, numbers and name of the steps
    const int shares = lossShare + static_cast<int>(shown_.size()) - 1;
    return (lines_ - outside) * share / shares;
}

/// Numbers take two lines each, so that they never touch.
void SeriesStack::thinNumbers() {
    for (const TrainingSeries series : shown_)
        rectangle(series)
            .axis(QCPAxis::atLeft)
            ->ticker()
            ->setTickCount(std::clamp(linesOf(series) / 2, 2, 5));
}

void SeriesStack::setCramped(bool cramped) {
    if (cramped_ == cramped)
        return;
    cramped_ = cramped;
    if (cramped)
        plot_.plotLayout()->take(legendRow_);
    else
        plot_.plotLayout()->addElement(0, 0, legendRow_);
    plot_.legend->setVisible(!cramped_ && !empty_);
}

void SeriesStack::nameAxes() {
    const auto text = [](const char* label) {
        return QCoreApplication::translate("tempera::ui::LossChart", label);
    };
    const bool longName = linesOf(TrainingSeries::loss) >= 9; // it is written upwards
    lossAxis().setLabel(longName ? text("loss (nats per word)") : text("nats"));
    for (const TrainingSeries series : shown_) {
        const bool last = series == shown_.back();
        QCPAxis* steps = rectangle(series).axis(QCPAxis::atBottom);
        steps->setTickLabels(last);
        steps->setLabel(last && !cramped_ ? text("step") : QString());
    }
}

QCPAxisRect& SeriesStack::rectangle(TrainingSeries series) const {
    return *rectangles_[static_cast<std::size_t>(series)];
}

QCPAxis& SeriesStack::stepAxis() const {
    return *rectangle(TrainingSeries::loss).axis(QCPAxis::atBottom);
}

QCPAxis& SeriesStack::lossAxis() const {
    return *rectangle(TrainingSeries::loss).axis(QCPAxis::atLeft);
}

void SeriesStack::addRectangle(TrainingSeries series) {
    QCPAxisRect*& place = rectangles_[static_cast<std::size_t>(series)];
    if (place == nullptr) {
        place = new QCPAxisRect(&plot_);
        place->setVisible(false);
        place->setRangeDrag(Qt::Horizontal);
        place->setRangeZoom(Qt::Horizontal);
        for (QCPAxis* axis : place->axes()) {
            axis->setLayer(u"axes"_qs);
            axis->grid()->setLayer(u"grid"_qs);
        }
    }
    place->setRangeZoomFactor(0.8);
    place->setMinimumMargins({0, 6, 16, 4});
    place->setMarginGroup(QCP::msLeft | QCP::msRight, margins_);
    QCPAxis* steps = place->axis(QCPAxis::atBottom);
    steps->setNumberFormat(u"f"_qs);
    steps->setNumberPrecision(0);
    linkSteps(*steps);
}

void SeriesStack::linkSteps(QCPAxis& axis) {
    QObject::connect(&axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), &plot_,
                     [this](const QCPRange& range) {
                         for (QCPAxisRect* rectangle : rectangles_)
                             if (rectangle != nullptr)
                                 rectangle->axis(QCPAxis::atBottom)->setRange(range);
                     });
}

void SeriesStack::hide(TrainingSeries series) {
    QCPAxisRect& hidden = rectangle(series);
    hidden.setVisible(false);
    if (hidden.layout() != nullptr)
        hidden.layout()->take(&hidden);
}

void SeriesStack::show(const std::vector<TrainingSeries>& series) {
    for (const TrainingSeries each : allTrainingSeries)
        hide(each);
    plot_.plotLayout()->simplify();
    shown_ = series;
    for (std::size_t index = 0; index < series.size(); ++index) {
        QCPAxisRect& shown = rectangle(series[index]);
        const int row = static_cast<int>(index) + 1;
        plot_.plotLayout()->addElement(row, 0, &shown);
        plot_.plotLayout()->setRowStretchFactor(
            row, series[index] == TrainingSeries::loss ? lossShare : 1);
        shown.setVisible(true);
    }
    nameAxes();
    thinNumbers();
}

void SeriesStack::setStepsLogarithmic(bool logarithmic) {
    for (QCPAxisRect* rectangle : rectangles_) {
        QCPAxis* steps = rectangle->axis(QCPAxis::atBottom);
        steps->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        steps->setTicker(stepTicker(logarithmic));
    }
}

void SeriesStack::setEmpty(bool empty) {
    empty_ = empty;
    plot_.legend->setVisible(!cramped_ && !empty_);
    for (QCPAxisRect* rectangle : rectangles_)
        for (QCPAxis* axis :
             {rectangle->axis(QCPAxis::atBottom), rectangle->axis(QCPAxis::atLeft)}) {
            axis->setVisible(!empty);
            axis->grid()->setVisible(!empty);
        }
}

void SeriesStack::fitValues(const RunSeries& run) {
    const QCPRange steps = stepAxis().range();
    const auto [first, last] = stepsBetween(run.steps(), steps.lower, steps.upper);
    for (const TrainingSeries series : allTrainingSeries) {
        const Extremes extremes = run.values(series).extremes(first, last);
        if (series != TrainingSeries::loss && !extremes.empty())
            rectangle(series).axis(QCPAxis::atLeft)->setRange(padded(extremes));
    }
}

} // namespace tempera::ui
