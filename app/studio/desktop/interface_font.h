// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace tempera::studio {

/// The font of the interface: the desktop's where its digits are all of one width, so that numbers
/// don't jump while they change, else DejaVu Sans in its size. Not smaller than 10 points.
QFont interfaceFont(const QFont& desktopFont);

/// Whether all digits of a font are of one width.
bool hasTabularDigits(const QFont& font);

} // namespace tempera::studio
