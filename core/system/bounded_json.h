// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string_view>

namespace tempera {

/// What JSON out of a file may be: a value in memory takes many times its text.
struct JsonLimits {
    int depth = 32; ///< deeper than any of Tempera's own; little enough for dump(), which recurses
    std::size_t values = 100'000;
};

/// Reads JSON out of a file that may be hostile. Throws Error where it is nested more deeply or has
/// more values than the limits allow, and nlohmann::json::exception where it is no JSON.
template <typename Json = nlohmann::json>
Json parseBoundedJson(std::string_view text, const JsonLimits& limits = {}) {
    std::size_t values = 0;
    return Json::parse(text.begin(), text.end(), [&](int depth, auto, const auto&) {
        if (depth > limits.depth)
            throw Error("its JSON is nested too deeply");
        if (++values > limits.values)
            throw Error("its JSON has too many values");
        return true;
    });
}

} // namespace tempera
