// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_slider_accessible.h"

#include "ui/lens/temperature_scale.h"
#include "ui/lens/temperature_slider.h"

#include <QAccessibleWidget>
#include <cmath>

namespace tempera::ui {

namespace {

/// As a number uniform is the largest temperature that can be typed: infinity is no value that an
/// assistive technology can do anything with. The text says "uniform".
class TemperatureSliderAccessible final : public QAccessibleWidget,
                                          public QAccessibleValueInterface {
public:
    explicit TemperatureSliderAccessible(TemperatureSlider* slider)
        : QAccessibleWidget(slider, QAccessible::Slider), slider_(slider) {}

    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface)
            return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    QString text(QAccessible::Text kind) const override {
        return kind == QAccessible::Value ? temperatureText(slider_->temperature())
                                          : QAccessibleWidget::text(kind);
    }
    QVariant currentValue() const override {
        return std::min(slider_->temperature(), largestTypedTemperature);
    }
    void setCurrentValue(const QVariant& value) override {
        slider_->setValue(
            static_cast<int>(std::lround(scaleFraction(value.toDouble()) * slider_->maximum())));
    }
    QVariant maximumValue() const override { return largestTypedTemperature; }
    QVariant minimumValue() const override { return 0.0; }
    QVariant minimumStepSize() const override { return 0.01; }

private:
    TemperatureSlider* slider_;
};

QAccessibleInterface* makeInterface(const QString&, QObject* object) {
    auto* slider = qobject_cast<TemperatureSlider*>(object);
    return slider != nullptr ? new TemperatureSliderAccessible(slider) : nullptr;
}

} // namespace

void installTemperatureSliderAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}

} // namespace tempera::ui
