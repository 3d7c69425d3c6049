// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera::ui {

/// Makes screen readers say a TemperatureSlider's temperature instead of its handle's position.
/// May be called any number of times.
void installTemperatureSliderAccessibility();

} // namespace tempera::ui
