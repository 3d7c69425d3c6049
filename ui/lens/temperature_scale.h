// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <array>
#include <optional>

namespace tempera::ui {

/// The part of the temperature slider that is logarithmic. Left of it is a stop for greedy (T = 0),
/// right of it one for uniform (T = infinity).
inline constexpr double lowestTemperature = 0.05;
inline constexpr double highestTemperature = 5.0;
/// What may be typed beyond the slider's range; more than that is uniform.
inline constexpr double largestTypedTemperature = 100.0;

/// The temperatures at which the book samples (chapter 12.1).
inline constexpr std::array bookTemperatures{0.2, 0.5, 0.7, 1.0, 1.5};

/// How texts tend to read: repetitive up to the first bound, chaotic from the second on. A rule of
/// thumb for small word-level models, no property of the mathematics.
inline constexpr double repetitiveUpTo = 0.2;
inline constexpr double chaoticFrom = 1.65;

/// The stretch of the slider, as a share of it, between a stop and the logarithmic part.
inline constexpr double stopShare = 0.07;

/// Where T in [0, infinity] is on the slider, from 0 (greedy) to 1 (uniform). Temperatures outside
/// the logarithmic part lie between it and the stop.
double scaleFraction(double temperature);

/// The temperature there, rounded to what a person would write: 0.001 below 1, 0.01 from there on.
/// Between the logarithmic part and a stop, whichever is nearer. `fraction` is clamped to [0, 1].
double temperatureAtFraction(double fraction);

/// One press of an arrow key: 5 % up (`direction` > 0) or down, into the stops at the ends.
double steppedTemperature(double temperature, int direction);

/// One press of Page Up or Page Down: the next of the book's temperatures, beyond them the ends.
double neighbouringBookTemperature(double temperature, int direction);

/// As a person is shown it: "greedy", "0.70", "0.703", "uniform".
QString temperatureText(double temperature);
/// The same with what it is: "T = 0.70"; "greedy" and "uniform" speak for themselves.
QString temperatureLabel(double temperature);

/// What a person may type: a number (decimal point or comma), "greedy", "uniform", "inf", with
/// "T =" before it or not. Nothing for anything else, negative numbers included.
std::optional<double> parseTemperature(const QString& text);

} // namespace tempera::ui
