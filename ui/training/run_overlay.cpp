// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/run_overlay.h"

#include "ui/charts/qcustomplot.h"
#include "ui/samplers/number_text.h"
#include "ui/training/exponential_mean.h"
#include "ui/training/run_look.h"
#include "ui/training/run_series.h"
#include "ui/training/series_graph.h"

#include <array>
#include <cmath>

namespace tempera::ui {

RunOverlay::RunOverlay(QCPAxisRect& rectangle, const EarlierRun& run, int index, int window)
    : id_(run.id), name_(run.name), history_(run.history), index_(index) {
    steps_.reserve(history_->steps.size());
    for (const StepRecord& step : history_->steps)
        steps_.push_back(static_cast<double>(step.step));
    setSmoothing(window);
    line_ = addSeriesGraph(rectangle, steps_, smoothed_);
    line_->setName(name_);
    addValidations(rectangle);
}

RunOverlay::~RunOverlay() {
    line_->parentPlot()->removeGraph(validations_);
    line_->parentPlot()->removeGraph(line_);
}

void RunOverlay::addValidations(QCPAxisRect& rectangle) {
    validations_ = line_->parentPlot()->addGraph(rectangle.axis(QCPAxis::atBottom),
                                                 rectangle.axis(QCPAxis::atLeft));
    validations_->removeFromLegend();
    for (const ValidationRecord& validation : history_->validations) {
        if (!std::isfinite(validation.loss))
            continue;
        validations_->addData(static_cast<double>(validation.step), validation.loss);
        validationExtremes_.add(validation.loss);
    }
}

void RunOverlay::setSmoothing(int window) {
    ExponentialMean mean(window);
    smoothed_.clear();
    smoothed_.reserve(steps_.size());
    for (const StepRecord& step : history_->steps)
        smoothed_.append(mean.add(step.loss));
}

void RunOverlay::recolor(const QPalette& palette) {
    static constexpr std::array shapes{QCPScatterStyle::ssDiamond, QCPScatterStyle::ssSquare,
                                       QCPScatterStyle::ssTriangle, QCPScatterStyle::ssCircle};
    const QColor color = runColor(index_, palette);
    line_->setPen(QPen(color, 1.5));
    validations_->setPen(QPen(color, 1.0, Qt::DotLine));
    const auto shape = shapes[static_cast<std::size_t>(index_) % shapes.size()];
    validations_->setScatterStyle(
        QCPScatterStyle(shape, QPen(color, 1.5), palette.color(QPalette::Base), 7.0));
}

Extremes RunOverlay::stepExtremes() const {
    return steps_.empty() ? Extremes{} : Extremes{steps_.front(), steps_.back()};
}

Extremes RunOverlay::lossExtremes() const {
    Extremes extremes = smoothed_.extremes();
    extremes.add(validationExtremes_);
    return extremes;
}

QString RunOverlay::reading(double step) const {
    if (steps_.empty())
        return {};
    return u"%1 %2"_qs.arg(name_, numberText(smoothed_[nearestStep(steps_, step)], 3));
}

} // namespace tempera::ui
