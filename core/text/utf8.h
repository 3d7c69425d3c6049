// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tempera {

/// The character of UTF-8 `text` that begins at `position`, which must lie within it and moves past
/// it. Negative for an ill-formed sequence: then `position` moves past one maximal subpart of it.
std::int32_t nextCharacter(std::string_view text, std::size_t& position);

/// True if `text` is well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
bool isValidUtf8(std::string_view text);

/// Replaces every maximal subpart of an ill-formed sequence by U+FFFD (Unicode 15, 3.9, "U+FFFD
/// Substitution of Maximal Subparts") and returns how many were replaced. Well-formed text is left
/// untouched.
std::uint64_t repairUtf8(std::string& text);

} // namespace tempera
