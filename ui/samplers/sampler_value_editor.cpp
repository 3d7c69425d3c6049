// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samplers/sampler_value_editor.h"

#include "ui/lens/temperature_scale.h"
#include "ui/lens/temperature_spin_box.h"
#include "ui/samplers/chain_words.h"
#include "ui/samplers/number_text.h"
#include "ui/samplers/sampler_value_scale.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr int sliderSteps = 200;
constexpr int highestCount = 1'000'000; // more words than any vocabulary has

/// Two places, three only where the third says something.
class ProbabilityBox final : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

protected:
    QString textFromValue(double value) const override { return temperatureText(value); }
};

} // namespace

SamplerValueEditor::SamplerValueEditor(SamplerKind kind, QWidget* parent)
    : QWidget(parent),
      sampler_{kind, kind == SamplerKind::topK ? 40.0 : 1.0},
      slider_(new QSlider(Qt::Horizontal, this)),
      box_(makeSpinBox()) {
    slider_->setRange(0, sliderSteps);
    slider_->setPageStep(sliderSteps / 10);
    slider_->setMinimumWidth(6 * fontMetrics().averageCharWidth());
    slider_->setAccessibleName(tr("%1, slider").arg(samplerTitle(kind)));
    box_->setAccessibleName(tr("%1, exact value").arg(samplerTitle(kind)));
    box_->setKeyboardTracking(false);
    box_->setAlignment(Qt::AlignRight);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(slider_, 1);
    layout->addWidget(box_);
    setFocusProxy(box_);
    setValue(sampler_.value);
    connect(slider_, &QSlider::valueChanged, this, [this](int step) {
        edit(sliderValue(sampler_.kind, static_cast<double>(step) / sliderSteps));
        showInBox();
    });
}

QAbstractSpinBox* SamplerValueEditor::makeSpinBox() {
    switch (sampler_.kind) {
    case SamplerKind::temperature:
        return makeTemperatureBox();
    case SamplerKind::topK:
        return makeCountBox();
    case SamplerKind::topP:
    case SamplerKind::minP:
        break;
    }
    return makeProbabilityBox();
}

QAbstractSpinBox* SamplerValueEditor::makeTemperatureBox() {
    auto* box = new TemperatureSpinBox(this);
    connect(box, &TemperatureSpinBox::temperatureChosen, this, [this](double value) {
        edit(value);
        showOnSlider();
    });
    return box;
}

QAbstractSpinBox* SamplerValueEditor::makeCountBox() {
    auto* box = new QSpinBox(this);
    box->setRange(1, highestCount);
    box->setLocale(displayLocale());
    connect(box, &QSpinBox::valueChanged, this, [this](int value) {
        edit(value);
        showOnSlider();
    });
    return box;
}

QAbstractSpinBox* SamplerValueEditor::makeProbabilityBox() {
    auto* box = new ProbabilityBox(this);
    box->setDecimals(3);
    box->setSingleStep(0.01);
    box->setRange(sampler_.kind == SamplerKind::topP ? 0.001 : 0.0, 1.0);
    box->setLocale(displayLocale());
    connect(box, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        edit(value);
        showOnSlider();
    });
    return box;
}

void SamplerValueEditor::setValue(double value) {
    sampler_.value = value;
    showInBox();
    showOnSlider();
}

void SamplerValueEditor::edit(double value) {
    if (value == sampler_.value)
        return;
    sampler_.value = value;
    Q_EMIT valueEdited(value);
}

void SamplerValueEditor::showInBox() {
    const QSignalBlocker blocker(box_);
    if (auto* temperature = qobject_cast<TemperatureSpinBox*>(box_))
        temperature->setTemperature(sampler_.value);
    else if (auto* count = qobject_cast<QSpinBox*>(box_))
        count->setValue(static_cast<int>(std::fmin(sampler_.value, highestCount)));
    else if (auto* probability = qobject_cast<QDoubleSpinBox*>(box_))
        probability->setValue(sampler_.value);
}

void SamplerValueEditor::showOnSlider() {
    const QSignalBlocker blocker(slider_);
    slider_->setValue(static_cast<int>(std::lround(sliderFraction(sampler_) * sliderSteps)));
}

} // namespace tempera::ui
