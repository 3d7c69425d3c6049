// SPDX-License-Identifier: GPL-3.0-or-later
// What of the run is seen: following, zooming, panning.
#include "ui/charts/qcustomplot.h"
#include "ui/training/chart_controls.h"
#include "ui/training/loss_chart.h"
#include "ui/training/run_overlay.h"
#include "ui/training/series_stack.h"

#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

QCPRange padded(const Extremes& extremes, bool logarithmic, double share) {
    if (logarithmic) {
        const double factor = std::pow(std::max(extremes.highest / extremes.lowest, 1.1), share);
        return {extremes.lowest / factor, extremes.highest * factor};
    }
    const double space =
        std::max((extremes.highest - extremes.lowest) * share, std::abs(extremes.highest) * 1e-3);
    return {extremes.lowest - space, extremes.highest + space};
}

bool isLogarithmic(const QCPAxis& axis) {
    return axis.scaleType() == QCPAxis::stLogarithmic;
}

} // namespace

void LossChart::connectPlot() {
    plot().setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    plot().setNoAntialiasingOnDrag(true);
    const auto moved = [this] {
        if (arranging_)
            return;
        setFollowing(false);
        stack_->fitValues(run_);
    };
    for (QCPAxis* axis : {&stack_->stepAxis(), &stack_->lossAxis()})
        connect(axis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, moved);
    connect(&plot(), &QCustomPlot::mouseMove, this, [this](const QMouseEvent* event) {
        showCursorAt(stack_->stepAxis().pixelToCoord(event->position().x()));
    });
}

void LossChart::showAll() {
    const QScopedValueRollback guard(arranging_, true);
    Extremes steps = run_.stepExtremes();
    Extremes losses = run_.lossExtremes();
    for (const auto& overlay : overlays_) {
        steps.add(overlay->stepExtremes());
        losses.add(overlay->lossExtremes());
    }
    if (steps.empty())
        steps = {0.0, 100.0};
    if (losses.empty())
        losses = {0.0, 10.0};
    if (isLogarithmic(stack_->stepAxis()))
        steps.lowest = std::max(steps.lowest, 1.0);
    if (isLogarithmic(stack_->lossAxis()))
        losses.lowest = std::max(losses.lowest, 1e-3);
    stack_->stepAxis().setRange(padded(steps, isLogarithmic(stack_->stepAxis()), 0.02));
    stack_->lossAxis().setRange(padded(losses, isLogarithmic(stack_->lossAxis()), 0.06));
}

void LossChart::setLossLogarithmic(bool logarithmic) {
    const QScopedValueRollback guard(arranging_, true);
    stack_->lossAxis().setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    setFollowing(true);
    flush();
}

void LossChart::setFollowing(bool following) {
    following_ = following;
    controls_->setFollowing(following);
}

void LossChart::zoom(double factor) {
    QCPAxis& axis = stack_->stepAxis();
    axis.scaleRange(factor, cursorStep_.value_or(axis.range().center()));
    replotSoon();
}

void LossChart::pan(double fraction) {
    stack_->stepAxis().moveRange(fraction * stack_->stepAxis().range().size());
    replotSoon();
}

void LossChart::keyPressEvent(QKeyEvent* event) {
    const bool pans = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Left:
        return pans ? pan(-0.1) : moveCursor(-1);
    case Qt::Key_Right:
        return pans ? pan(0.1) : moveCursor(1);
    case Qt::Key_PageUp:
        return moveCursor(-stepsOfAPage());
    case Qt::Key_PageDown:
        return moveCursor(stepsOfAPage());
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(0.8);
    case Qt::Key_Minus:
        return zoom(1.25);
    case Qt::Key_Home:
        return controls_->followButton()->click();
    default:
        PlotChart::keyPressEvent(event);
    }
}

} // namespace tempera::ui
