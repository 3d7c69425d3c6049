// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/temperature_spin_box.h"

#include "ui/samplers/number_text.h"

#include <QSignalBlocker>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <limits>

namespace tempera::ui {

namespace {

constexpr double highest = 100.0;
constexpr double uniform = 101.0; // stands for infinity, which a spin box can't hold

double stepAt(double temperature) {
    if (temperature < 0.1)
        return 0.01;
    if (temperature < 1.0)
        return 0.05;
    if (temperature < 2.0)
        return 0.1;
    return temperature < 10.0 ? 0.5 : 5.0;
}

double oneStepUp(double value) {
    if (value >= highest)
        return uniform;
    const double step = stepAt(value + 1e-9);
    return std::min((std::floor(value / step + 1e-6) + 1.0) * step, highest);
}

double oneStepDown(double value) {
    if (value > highest)
        return highest;
    const double step = stepAt(value - 1e-9);
    return std::max((std::ceil(value / step - 1e-6) - 1.0) * step, 0.0);
}

} // namespace

TemperatureSpinBox::TemperatureSpinBox(QWidget* parent) : QDoubleSpinBox(parent) {
    setRange(0.0, uniform);
    setDecimals(3);
    setKeyboardTracking(false);
    setCorrectionMode(QAbstractSpinBox::CorrectToNearestValue);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Temperature"));
    setToolTip(tr("Temperature: below 1 the probable words win more often, above 1 the improbable "
                  "ones get their chance; 0 is greedy, \u221e draws from all words alike."));
    connect(this, &QDoubleSpinBox::valueChanged, this,
            [this] { Q_EMIT temperatureEdited(temperature()); });
}

double TemperatureSpinBox::temperature() const {
    return value() > highest ? std::numeric_limits<double>::infinity() : value();
}

void TemperatureSpinBox::setTemperature(double temperature) {
    const QSignalBlocker blocker(this);
    setValue(std::isinf(temperature) ? uniform : std::clamp(temperature, 0.0, highest));
}

void TemperatureSpinBox::stepBy(int steps) {
    double next = value();
    for (int step = 0; step < std::abs(steps); ++step)
        next = steps > 0 ? oneStepUp(next) : oneStepDown(next);
    setValue(next);
    selectAll();
}

QString TemperatureSpinBox::textFromValue(double value) const {
    return temperatureText(value > highest ? std::numeric_limits<double>::infinity() : value);
}

double TemperatureSpinBox::valueFromText(const QString& text) const {
    const QString digits = text.mid(prefix().size()).trimmed();
    if (digits == u"\u221e" || digits.startsWith(u"inf", Qt::CaseInsensitive))
        return uniform;
    bool understood = false;
    double number = displayLocale().toDouble(digits, &understood);
    if (!understood)
        number = QLocale::c().toDouble(digits, &understood);
    return understood ? std::clamp(number, 0.0, highest) : value();
}

QValidator::State TemperatureSpinBox::validate(QString& text, int& position) const {
    const QString digits = text.startsWith(prefix()) ? text.mid(prefix().size()).trimmed() : text;
    if (digits == u"\u221e" || digits.compare(u"inf", Qt::CaseInsensitive) == 0)
        return QValidator::Acceptable;
    if (QStringLiteral("inf").startsWith(digits, Qt::CaseInsensitive))
        return QValidator::Intermediate;
    bool understood = false;
    const double number = QLocale::c().toDouble(digits, &understood);
    if (understood)
        return number >= 0.0 ? QValidator::Acceptable : QValidator::Invalid;
    return QDoubleSpinBox::validate(text, position);
}

void TemperatureSpinBox::wheelEvent(QWheelEvent* event) {
    // Scrolling past it must not change a temperature by accident.
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace tempera::ui
