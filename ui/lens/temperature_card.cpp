// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/temperature_card.h"

#include "ui/lens/lens_card.h"
#include "ui/lens/temperature_slider.h"
#include "ui/lens/temperature_spin_box.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace tempera::ui {

TemperatureCard::TemperatureCard(QWidget* parent)
    : QWidget(parent),
      slider_(new TemperatureSlider(this)),
      spinBox_(new TemperatureSpinBox(this)),
      notice_(new QLabel(this)) {
    auto* card = new LensCard(this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(card);
    auto* layout = new QVBoxLayout(card);
    const int margin = fontMetrics().height() / 2;
    layout->setContentsMargins(2 * margin, margin, 2 * margin, margin);
    layout->setSpacing(margin / 2);
    layout->addWidget(makeTitleRow());
    layout->addWidget(slider_);

    connect(slider_, &TemperatureSlider::sliderPressed, this, &TemperatureCard::dragStarted);
    connect(slider_, &TemperatureSlider::sliderReleased, this, &TemperatureCard::dragFinished);
    connect(slider_, &TemperatureSlider::temperatureMoved, this, [this](double temperature) {
        spinBox_->setTemperature(temperature);
        Q_EMIT temperatureChanged(temperature);
    });
    connect(spinBox_, &TemperatureSpinBox::temperatureChosen, this, [this](double temperature) {
        slider_->setTemperature(temperature);
        Q_EMIT temperatureChanged(temperature);
    });
}

QWidget* TemperatureCard::makeTitleRow() {
    auto* row = new QWidget(this);
    auto* title = new QLabel(tr("Temperature"), row);
    title->setFont(scaledFont(font(), 1.0, QFont::Bold));
    title->setForegroundRole(QPalette::PlaceholderText);
    notice_->setWordWrap(false);
    notice_->setAlignment(Qt::AlignCenter);
    notice_->setAccessibleName(tr("Notice"));
    colorNotice();
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(title);
    layout->addWidget(notice_, 1);
    layout->addWidget(spinBox_);
    return row;
}

double TemperatureCard::temperature() const {
    return slider_->temperature();
}

void TemperatureCard::setTemperature(double temperature) {
    slider_->setTemperature(temperature);
    spinBox_->setTemperature(temperature);
}

void TemperatureCard::setNotice(const QString& notice) {
    notice_->setText(notice);
}

void TemperatureCard::colorNotice() {
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, themeColors(palette()).warningText);
    notice_->setPalette(colors);
}

void TemperatureCard::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colorNotice();
}

} // namespace tempera::ui
