// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/series_stack.h"

#include "ui/charts/qcustomplot.h"
#include "ui/training/run_series.h"
#include "ui/training/series_sampling.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

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
    plot.plotLayout()->addElement(0, 0, plot.legend);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
    plot.legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot.legend->setMargins({0, 0, 0, 0});
    rectangles_[0] = loss;
    for (const TrainingSeries series : allTrainingSeries)
        addRectangle(series);
    show({TrainingSeries::loss});
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
        place->axis(QCPAxis::atLeft)->ticker()->setTickCount(3);
    }
    place->setRangeZoomFactor(0.8);
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
        plot_.plotLayout()->setRowStretchFactor(row, series[index] == TrainingSeries::loss ? 3 : 1);
        shown.setVisible(true);
        const bool last = index + 1 == series.size();
        QCPAxis* steps = shown.axis(QCPAxis::atBottom);
        steps->setTickLabels(last);
        steps->setLabel(last ? QCoreApplication::translate("tempera::ui::LossChart", "step")
                             : QString());
    }
}

void SeriesStack::setStepsLogarithmic(bool logarithmic) {
    for (QCPAxisRect* rectangle : rectangles_) {
        QCPAxis* steps = rectangle->axis(QCPAxis::atBottom);
        steps->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        steps->setTicker(stepTicker(logarithmic));
    }
}

void SeriesStack::setAxesVisible(bool visible) {
    for (QCPAxisRect* rectangle : rectangles_)
        for (QCPAxis* axis :
             {rectangle->axis(QCPAxis::atBottom), rectangle->axis(QCPAxis::atLeft)}) {
            axis->setVisible(visible);
            axis->grid()->setVisible(visible);
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
