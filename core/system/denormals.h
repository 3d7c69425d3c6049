// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tempera {

/// Lets the calling thread take denormal numbers as zero. Peaky softmaxes make them, and arithmetic
/// with them is tens of times slower. To be called by every thread that runs a model. Does nothing
/// on processors where this file doesn't know how.
void flushDenormals();

} // namespace tempera
