// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace tempera::ui {

class TemperatureSlider;
class TemperatureSpinBox;

/// Slider and spin box for one temperature, with room for a notice between them.
class TemperatureCard final : public QWidget {
    Q_OBJECT
public:
    explicit TemperatureCard(QWidget* parent = nullptr);

    double temperature() const;
    /// Doesn't emit temperatureChanged.
    void setTemperature(double temperature);
    /// Says something about the temperature, as that it can't act. Empty: nothing.
    void setNotice(const QString& notice);

Q_SIGNALS:
    void dragStarted();
    void temperatureChanged(double temperature);
    void dragFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeTitleRow();
    void colorNotice();

    TemperatureSlider* slider_;
    TemperatureSpinBox* spinBox_;
    QLabel* notice_;
};

} // namespace tempera::ui
