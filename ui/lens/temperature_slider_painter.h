// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lens/temperature_ticks.h"

#include <QPalette>

QT_BEGIN_NAMESPACE
class QPainter;
class QRect;
QT_END_NAMESPACE

namespace tempera::ui {

/// Where a temperature slider's parts are: names of the bands, groove, labels, from top to bottom.
struct TemperatureSliderLayout {
    TemperatureSliderLayout(const QRect& area, const QFont& font);
    static int heightFor(const QFont& font);

    /// The temperature at x, or one of the book's where the handle is nearly on it.
    double snapped(double x) const;

    GrooveSpan groove;
    double bandNames = 0.0; ///< top of their line
    double middle = 0.0;    ///< of the groove
    double thickness = 0.0; ///< of the groove
    double handleRadius = 0.0;
    double labels = 0.0; ///< top of the ticks' labels
};

struct TemperatureSliderLook {
    double temperature = 1.0;
    bool enabled = true;
    bool focused = false;
    bool pressed = false;
    QPalette palette;
    QFont font;
};

void paintTemperatureSlider(QPainter& painter, const TemperatureSliderLayout& layout,
                            const TemperatureSliderLook& look);

} // namespace tempera::ui
