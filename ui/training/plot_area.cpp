// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/plot_area.h"

#include "ui/charts/qcustomplot.h"

namespace tempera::ui {

PlotArea plotAreaOf(const QCPAxisRect& rectangle) {
    const QCPAxis* steps = rectangle.axis(QCPAxis::atBottom);
    const QCPAxis* values = rectangle.axis(QCPAxis::atLeft);
    return {.rectangle = rectangle.rect(),
            .firstStep = steps->range().lower,
            .lastStep = steps->range().upper,
            .x = [steps](double step) { return steps->coordToPixel(step); },
            .stepAt = [steps](double x) { return steps->pixelToCoord(x); },
            .y = [values](double value) { return values->coordToPixel(value); }};
}

} // namespace tempera::ui
