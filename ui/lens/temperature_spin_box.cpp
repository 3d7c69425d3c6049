// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_spin_box.h"

#include "ui/lens/temperature_scale.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tempera::ui {

namespace {

/// A spin box has no infinity: this value stands for it.
constexpr double uniformValue = 2.0 * largestTypedTemperature;
constexpr int shownDecimals = 4;

double toTemperature(double value) {
    return value > largestTypedTemperature ? std::numeric_limits<double>::infinity() : value;
}

double toValue(double temperature) {
    return temperature > largestTypedTemperature ? uniformValue : temperature;
}

} // namespace

TemperatureSpinBox::TemperatureSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setDecimals(shownDecimals);
    setRange(0.0, uniformValue);
    setValue(1.0);
    setAlignment(Qt::AlignRight);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Exact temperature"));
    setToolTip(tr("The exact temperature: a number up to 100, \"greedy\" (0) or \"uniform\" "
                  "(infinity)."));
    connect(this, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { Q_EMIT temperatureChosen(toTemperature(value)); });
}

double TemperatureSpinBox::temperature() const {
    return toTemperature(value());
}

void TemperatureSpinBox::setTemperature(double temperature) {
    const QSignalBlocker quiet(this);
    setValue(toValue(temperature));
}

QSize TemperatureSpinBox::sizeHint() const {
    // QDoubleSpinBox measures the texts of its two ends, which are short words here.
    const QSize hint = QDoubleSpinBox::sizeHint();
    const int ends = std::max(fontMetrics().horizontalAdvance(textFromValue(minimum())),
                              fontMetrics().horizontalAdvance(textFromValue(maximum())));
    const int widest = fontMetrics().horizontalAdvance(temperatureLabel(0.8888));
    return {hint.width() + std::max(0, widest - ends), hint.height()};
}

void TemperatureSpinBox::stepBy(int steps) {
    double next = temperature();
    for (int i = 0; i < std::abs(steps); ++i)
        next = steppedTemperature(next, steps);
    setValue(toValue(next));
    selectAll();
}

QAbstractSpinBox::StepEnabled TemperatureSpinBox::stepEnabled() const {
    StepEnabled enabled = StepNone;
    enabled.setFlag(StepDownEnabled, value() > minimum());
    enabled.setFlag(StepUpEnabled, value() < maximum());
    return enabled;
}

QString TemperatureSpinBox::textFromValue(double value) const {
    return temperatureLabel(toTemperature(value));
}

double TemperatureSpinBox::valueFromText(const QString& text) const {
    return toValue(parseTemperature(text).value_or(temperature()));
}

QValidator::State TemperatureSpinBox::validate(QString& text, int&) const {
    // Anything may be on its way to "greedy"; what is no temperature in the end is put back.
    return parseTemperature(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

void TemperatureSpinBox::wheelEvent(QWheelEvent* event) {
    // Scrolling past it must not change a temperature by accident.
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void TemperatureSpinBox::keyPressEvent(QKeyEvent* event) {
    // Home and End move in the text; Escape gives up what was typed.
    if (event->key() == Qt::Key_Escape && lineEdit()->isModified()) {
        lineEdit()->setText(textFromValue(value()));
        selectAll();
        return;
    }
    QDoubleSpinBox::keyPressEvent(event);
}

} // namespace tempera::ui
