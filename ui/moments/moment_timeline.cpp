// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_timeline.h"

#include "ui/moments/moment_timeline_painter.h"
#include "ui/moments/moment_words.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>

namespace tempera::ui {

MomentTimeline::MomentTimeline(QWidget* parent) : QAbstractSlider(parent) {
    setOrientation(Qt::Horizontal);
    setRange(0, 0);
    setSingleStep(1);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Timeline of the run"));
    describe();
}

void MomentTimeline::setMoments(const std::vector<Moment>& moments) {
    const std::optional<std::size_t> before = shown();
    moments_ = moments;
    hovered_ = -1;
    {
        const QScopedValueRollback guard(setting_, true);
        setRange(0, static_cast<int>(moments_.size()));
    }
    rescale();
    setShown(before && *before < moments_.size() ? before : std::nullopt);
}

void MomentTimeline::setShown(std::optional<std::size_t> index) {
    const QScopedValueRollback guard(setting_, true);
    setValue(index ? static_cast<int>(*index) : maximum());
    describe();
    update();
}

std::optional<std::size_t> MomentTimeline::shown() const {
    return value() < maximum() ? std::optional(static_cast<std::size_t>(value())) : std::nullopt;
}

void MomentTimeline::setLogarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    rescale();
}

void MomentTimeline::setTraining(bool running) {
    training_ = running;
    describe();
    update();
}

void MomentTimeline::rescale() {
    std::vector<std::int64_t> steps;
    for (const Moment& moment : moments_)
        steps.push_back(moment.step);
    scale_ = MomentScale(std::move(steps), logarithmic_);
    update();
}

MomentTimelineLayout MomentTimeline::layoutNow() const {
    return {rect(), font(), moments_};
}

QPointF MomentTimeline::handleCenter(std::optional<std::size_t> index) const {
    const MomentTimelineLayout layout = layoutNow();
    return {index ? layout.x(scale_.fraction(*index)) : layout.live, layout.middle};
}

QSize MomentTimeline::sizeHint() const {
    return {60 * fontMetrics().averageCharWidth(), 6 * fontMetrics().height()};
}

QSize MomentTimeline::minimumSizeHint() const {
    return {24 * fontMetrics().averageCharWidth(), MomentTimelineLayout::lowestHeight(font())};
}

QString MomentTimeline::textOf(int value) const {
    if (value >= 0 && value < maximum())
        return momentText(moments_[static_cast<std::size_t>(value)]);
    return training_ ? tr("the weights as they are now, in training") : tr("the newest weights");
}

void MomentTimeline::describe() {
    setAccessibleDescription(
        tr("Shows %1. Left and right go through the moments, Home is the first, End the newest "
           "weights.")
            .arg(textOf(value())));
}

bool MomentTimeline::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !moments_.empty()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), textOf(valueAt(help->pos())), this);
        return true;
    }
    return QAbstractSlider::event(event);
}

void MomentTimeline::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintMomentTimeline(painter, layoutNow(), moments_, scale_,
                        {.shown = value(),
                         .hovered = hovered_,
                         .training = training_,
                         .focused = hasFocus(),
                         .pressed = isSliderDown(),
                         .palette = palette(),
                         .font = font()});
}

int MomentTimeline::valueAt(QPointF position) const {
    const MomentTimelineLayout layout = layoutNow();
    if (moments_.empty() || position.x() > (layout.right + layout.live) / 2.0)
        return maximum();
    const double fraction =
        (position.x() - layout.left) / std::max(1.0, layout.right - layout.left);
    return static_cast<int>(scale_.nearest(fraction));
}

void MomentTimeline::moveTo(int value) {
    setValue(std::clamp(value, minimum(), maximum()));
}

/// Also assistive technologies set the value.
void MomentTimeline::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    if (change != SliderValueChange || setting_)
        return;
    describe();
    update();
    if (const std::optional<std::size_t> index = shown())
        Q_EMIT chosen(*index);
    else
        Q_EMIT liveChosen();
}

void MomentTimeline::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    setSliderDown(true);
    moveTo(valueAt(event->position()));
    update();
}

void MomentTimeline::mouseMoveEvent(QMouseEvent* event) {
    const int place = valueAt(event->position());
    hover(place);
    if (isSliderDown())
        moveTo(place);
}

void MomentTimeline::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(false);
    update();
}

void MomentTimeline::hover(int value) {
    if (hovered_ == value)
        return;
    hovered_ = value;
    update();
}

void MomentTimeline::leaveEvent(QEvent* event) {
    hover(-1);
    QAbstractSlider::leaveEvent(event);
}

void MomentTimeline::keyPressEvent(QKeyEvent* event) {
    constexpr int page = 5;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        return moveTo(value() - 1);
    case Qt::Key_Right:
    case Qt::Key_Up:
        return moveTo(value() + 1);
    case Qt::Key_PageDown:
        return moveTo(value() - page);
    case Qt::Key_PageUp:
        return moveTo(value() + page);
    case Qt::Key_Home:
        return moveTo(minimum());
    case Qt::Key_End:
        return moveTo(maximum());
    default:
        event->ignore();
    }
}

void MomentTimeline::wheelEvent(QWheelEvent* event) {
    wheelRemainder_ += event->angleDelta().y();
    const int steps = wheelRemainder_ / QWheelEvent::DefaultDeltasPerStep;
    wheelRemainder_ -= steps * QWheelEvent::DefaultDeltasPerStep;
    moveTo(value() + steps);
    event->accept();
}

} // namespace tempera::ui
