// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace tempera {

/// JSON has no infinity (the uniform end of the temperature, the logarithm of no probability): it
/// is written as the string "inf" or "-inf".
inline nlohmann::ordered_json jsonNumber(double value) {
    if (std::isinf(value))
        return value > 0.0 ? "inf" : "-inf";
    return value;
}

} // namespace tempera
