// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/temperature_ticks.h"

#include <QAbstractSlider>

namespace tempera::ui {

/// Drags the temperature: logarithmic, with a stop for greedy at its left end and one for uniform
/// at its right. A click jumps; arrow keys and the wheel go in steps of 5 %, Page Up and Page Down
/// through the book's temperatures, Home and End to the stops.
///
/// Its value as a slider is only the position of the handle; the temperature is kept exactly.
/// sliderPressed() and sliderReleased() begin and end a drag.
class TemperatureSlider final : public QAbstractSlider {
    Q_OBJECT
public:
    explicit TemperatureSlider(QWidget* parent = nullptr);

    double temperature() const { return temperature_; }
    /// Doesn't emit temperatureMoved.
    void setTemperature(double temperature);

    /// Where the handle for a temperature is, in the widget's coordinates.
    QPointF handleCenter(double temperature) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person moved it, by whatever means.
    void temperatureMoved(double temperature);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void changeEvent(QEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    void moveTo(double temperature);
    void dragTo(double x);
    void showPosition();

    double temperature_ = 1.0;
    double grabOffset_ = 0.0; ///< from the handle's centre to where it was taken
    int wheelRemainder_ = 0;
    bool showingPosition_ = false;
};

} // namespace tempera::ui
