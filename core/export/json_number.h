// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace tempera {

/// JSON has no infinity (the uniform end of the temperature): it is written as the string "inf".
inline nlohmann::ordered_json jsonNumber(double value) {
    return std::isinf(value) ? nlohmann::ordered_json("inf") : nlohmann::ordered_json(value);
}

} // namespace tempera
