// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <functional>

class QCPAxisRect;

namespace tempera::ui {

/// Where a rectangle of a plot lies and which steps and values it shows: what has to be known to
/// paint on it.
struct PlotArea {
    QRect rectangle;
    double firstStep = 0.0, lastStep = 1.0; ///< at the left and the right border
    std::function<double(double step)> x;
    std::function<double(double x)> stepAt;
    std::function<double(double value)> y;
};

PlotArea plotAreaOf(const QCPAxisRect& rectangle);

} // namespace tempera::ui
