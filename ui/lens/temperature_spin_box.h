// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>

namespace tempera::ui {

/// The exact temperature, typed or stepped: "greedy" and "uniform" are values too, and numbers up
/// to largestTypedTemperature.
class TemperatureSpinBox final : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit TemperatureSpinBox(QWidget* parent = nullptr);

    /// In [0, infinity].
    double temperature() const;
    /// Doesn't emit temperatureChosen.
    void setTemperature(double temperature);

    void stepBy(int steps) override;
    /// Wide enough for all digits of the temperatures on the slider.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    QString textFromValue(double value) const override;
    double valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;

Q_SIGNALS:
    void temperatureChosen(double temperature);

protected:
    StepEnabled stepEnabled() const override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
};

} // namespace tempera::ui
