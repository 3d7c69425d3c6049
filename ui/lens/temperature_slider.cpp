// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_slider.h"

#include "ui/lens/temperature_scale.h"
#include "ui/lens/temperature_slider_accessible.h"
#include "ui/lens/temperature_slider_painter.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr int positions = 10'000;

} // namespace

TemperatureSlider::TemperatureSlider(QWidget* parent) : QAbstractSlider(parent) {
    installTemperatureSliderAccessibility();
    setOrientation(Qt::Horizontal);
    setRange(0, positions);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Temperature"));
    setAccessibleDescription(
        tr("Arrow keys change it by 5 %, Page Up and Page Down go through the book's temperatures, "
           "Home is greedy, End is uniform."));
    setToolTip(tr("Temperature divides the model's logits before they become probabilities: below "
                  "1 it sharpens the distribution, above 1 it flattens it."));
    showPosition();
}

void TemperatureSlider::setTemperature(double temperature) {
    if (temperature == temperature_)
        return;
    temperature_ = temperature;
    showPosition();
    update();
}

void TemperatureSlider::showPosition() {
    showingPosition_ = true;
    setValue(static_cast<int>(std::lround(scaleFraction(temperature_) * positions)));
    showingPosition_ = false;
}

void TemperatureSlider::moveTo(double temperature) {
    if (temperature == temperature_)
        return;
    setTemperature(temperature);
    Q_EMIT temperatureMoved(temperature_);
}

void TemperatureSlider::sliderChange(SliderChange change) {
    QAbstractSlider::sliderChange(change);
    // Not from here: an assistive technology set the value.
    if (change == SliderValueChange && !showingPosition_)
        moveTo(temperatureAtFraction(static_cast<double>(value()) / positions));
}

QPointF TemperatureSlider::handleCenter(double temperature) const {
    const TemperatureSliderLayout layout(rect(), font());
    return {layout.groove.x(temperature), layout.middle};
}

QSize TemperatureSlider::sizeHint() const {
    const QFontMetrics metrics(font());
    return {60 * metrics.averageCharWidth(), TemperatureSliderLayout::heightFor(font())};
}

QSize TemperatureSlider::minimumSizeHint() const {
    return {sizeHint().width() / 3, sizeHint().height()};
}

void TemperatureSlider::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintTemperatureSlider(painter, TemperatureSliderLayout(rect(), font()),
                           {.temperature = temperature_,
                            .enabled = isEnabled(),
                            .focused = hasFocus(),
                            .pressed = isSliderDown(),
                            .palette = palette(),
                            .font = font()});
}

void TemperatureSlider::dragTo(double x) {
    const TemperatureSliderLayout layout(rect(), font());
    moveTo(layout.snapped(x));
}

void TemperatureSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    const TemperatureSliderLayout layout(rect(), font());
    const double distance = event->position().x() - layout.groove.x(temperature_);
    const bool onHandle = std::abs(distance) <= layout.handleRadius;
    grabOffset_ = onHandle ? distance : 0.0;
    setSliderDown(true);
    update();
    if (!onHandle)
        dragTo(event->position().x());
}

void TemperatureSlider::mouseMoveEvent(QMouseEvent* event) {
    if (isSliderDown())
        dragTo(event->position().x() - grabOffset_);
}

void TemperatureSlider::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !isSliderDown())
        return;
    setSliderDown(false);
    update();
}

void TemperatureSlider::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Up:
        return moveTo(steppedTemperature(temperature_, 1));
    case Qt::Key_Left:
    case Qt::Key_Down:
        return moveTo(steppedTemperature(temperature_, -1));
    case Qt::Key_PageUp:
        return moveTo(neighbouringBookTemperature(temperature_, 1));
    case Qt::Key_PageDown:
        return moveTo(neighbouringBookTemperature(temperature_, -1));
    case Qt::Key_Home:
        return moveTo(temperatureAtFraction(0.0));
    case Qt::Key_End:
        return moveTo(temperatureAtFraction(1.0));
    default:
        event->ignore();
    }
}

void TemperatureSlider::wheelEvent(QWheelEvent* event) {
    wheelRemainder_ += event->angleDelta().y();
    const int steps = wheelRemainder_ / QWheelEvent::DefaultDeltasPerStep;
    wheelRemainder_ -= steps * QWheelEvent::DefaultDeltasPerStep;
    double temperature = temperature_;
    for (int i = 0; i < std::abs(steps); ++i)
        temperature = steppedTemperature(temperature, steps);
    moveTo(temperature);
    event->accept();
}

void TemperatureSlider::changeEvent(QEvent* event) {
    QAbstractSlider::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace tempera::ui
