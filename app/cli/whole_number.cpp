// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/whole_number.h"

#include <charconv>
#include <cstdint>
#include <spdlog/fmt/fmt.h>

namespace tempera::cli {

std::string wholeNumberProblem(const std::string& text) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [parsed, failure] = std::from_chars(text.data(), end, number);
    if (failure == std::errc() && parsed == end)
        return {};
    return fmt::format("'{}' is not a whole number from 0 to {}", text, UINT64_MAX);
}

} // namespace tempera::cli
