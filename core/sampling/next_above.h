// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace tempera {

/// A number above `value` with no normal one between them, also where the thread takes denormal
/// numbers for 0 (see flushDenormals()): there the next one after 0 would not be above it.
inline float nextAbove(float value) {
    using Limits = std::numeric_limits<float>;
    const float next = std::nextafter(value, Limits::infinity());
    return std::abs(next) < Limits::min() ? Limits::min() : next;
}

} // namespace tempera
