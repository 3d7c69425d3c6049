// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera::ui {

/// From now on screen readers see a TokenView as a document whose value is the whole text and
/// whose description is the selected token with its figures. More than once does no harm.
void installTokenViewAccessible();

} // namespace tempera::ui
