// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

namespace tempera::ui {

/// An exact temperature: from 0 (greedy) to 100, and infinity (uniform) as one step beyond. Its
/// steps grow with the value, as the logarithmic sliders do: 0.05 around 0.7, 0.5 around 4. A
/// number that is typed counts when it is done (Return, Tab), not at every digit.
class TemperatureSpinBox final : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit TemperatureSpinBox(QWidget* parent = nullptr);

    double temperature() const;
    /// Emits nothing.
    void setTemperature(double temperature);

    void stepBy(int steps) override;

Q_SIGNALS:
    /// By a person.
    void temperatureEdited(double temperature);

protected:
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace tempera::ui
