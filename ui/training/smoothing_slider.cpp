// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/smoothing_slider.h"

#include "ui/samplers/number_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr int placesPerDecade = 20;
constexpr int lastPlace = 60;
constexpr int firstShown = 28; // 25 steps: the trend of a few hundred and of many thousand

} // namespace

int smoothingWindow(int place) {
    return static_cast<int>(std::lround(std::pow(10.0, double(place) / placesPerDecade)));
}

SmoothingSlider::SmoothingSlider(QWidget* parent)
    : QWidget(parent), slider_(new QSlider(Qt::Horizontal, this)), value_(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(fontMetrics().height() / 3);
    auto* name = new QLabel(tr("S&moothing"), this);
    name->setBuddy(slider_);
    slider_->setRange(0, lastPlace);
    slider_->setPageStep(placesPerDecade / 2);
    slider_->setValue(firstShown);
    slider_->setFixedWidth(10 * fontMetrics().averageCharWidth());
    slider_->setAccessibleName(tr("Smoothing of the loss"));
    slider_->setToolTip(tr("Over how many steps the strong line averages the loss, later steps "
                           "counting more."));
    value_->setMinimumWidth(fontMetrics().horizontalAdvance(tr("%1 steps").arg(countText(1000))));
    layout->addWidget(name);
    layout->addWidget(slider_);
    layout->addWidget(value_);
    showValue();
    connect(slider_, &QSlider::valueChanged, this, [this] {
        showValue();
        Q_EMIT windowChanged(window());
    });
}

int SmoothingSlider::window() const {
    return smoothingWindow(slider_->value());
}

void SmoothingSlider::showValue() {
    const QString text = window() == 1 ? tr("none") : tr("%1 steps").arg(countText(window()));
    value_->setText(text);
    slider_->setAccessibleDescription(text);
}

} // namespace tempera::ui
