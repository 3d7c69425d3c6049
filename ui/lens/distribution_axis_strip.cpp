// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/distribution_axis_strip.h"

#include "ui/lens/distribution_painter.h"

#include <QPainter>

namespace tempera::ui {

DistributionAxisStrip::DistributionAxisStrip(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DistributionAxisStrip::setAxis(ProbabilityAxis axis) {
    axis_ = axis;
    update();
}

void DistributionAxisStrip::setRowWidth(int width) {
    rowWidth_ = width;
    update();
}

QSize DistributionAxisStrip::sizeHint() const {
    return {0, DistributionPainter::axisHeight(font())};
}

void DistributionAxisStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    DistributionPainter(palette(), font(), axis_)
        .paintAxis(painter, QRectF(0.0, 0.0, rowWidth_, height()));
}

} // namespace tempera::ui
