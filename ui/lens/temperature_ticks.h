// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <vector>

namespace tempera::ui {

/// A labelled temperature under the slider's groove.
struct TemperatureTick {
    double temperature = 1.0;
    QString text;
    bool ofTheBook = false; ///< drawn bold
    QRectF label;           ///< where the text stands
};

/// Where the groove of a slider lies: `left` is greedy, `left + width` uniform.
struct GrooveSpan {
    double left = 0.0;
    double width = 0.0;

    double x(double temperature) const;
    double temperatureAt(double x) const;
};

/// The ticks whose labels have room below `top` without touching each other: first the two stops,
/// then the book's temperatures, then the round ones between. In rising order of temperature.
std::vector<TemperatureTick> placeTemperatureTicks(const GrooveSpan& groove, double top,
                                                   const QFont& font);

/// The font of a tick's label.
QFont temperatureTickFont(const QFont& font, bool ofTheBook);

} // namespace tempera::ui
