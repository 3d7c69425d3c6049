// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/system/error.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace tempera {

/// Deeper than any JSON of Tempera's own; little enough for dump(), which recurses.
inline constexpr int deepestJson = 32;

/// Reads JSON out of a file that may be hostile. Throws Error where it is nested too deeply, and
/// nlohmann::json::exception where it is no JSON.
template <typename Json = nlohmann::json>
Json parseBoundedJson(std::string_view text) {
    return Json::parse(text, [](int depth, auto, const auto&) {
        if (depth > deepestJson)
            throw Error("its JSON is nested too deeply");
        return true;
    });
}

} // namespace tempera
