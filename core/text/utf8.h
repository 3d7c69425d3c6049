// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tempera {

/// True if `text` is well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
bool isValidUtf8(std::string_view text);

/// Replaces every maximal ill-formed subsequence by U+FFFD (Unicode 15, 3.9, "best practice")
/// and returns how many were replaced. Well-formed text is left untouched.
std::uint64_t repairUtf8(std::string& text);

} // namespace tempera
