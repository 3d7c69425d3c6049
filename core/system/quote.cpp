// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/system/quote.h"

#include <nlohmann/json.hpp>

namespace tempera {

std::string inQuotes(std::string_view text) {
    constexpr std::size_t longest = 80;
    std::string shown(text.substr(0, longest));
    if (text.size() > longest)
        shown += "...";
    constexpr int noIndentation = -1;
    return nlohmann::json(shown).dump(noIndentation, ' ', false,
                                      nlohmann::json::error_handler_t::replace);
}

} // namespace tempera
