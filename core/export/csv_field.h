// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tempera {

/// Text as a field of RFC 4180: quoted where it has to be, its quotes doubled. Also quoted where
/// space is at an end of it, which lenient readers cut off. `guardFormula`: see guarded().
std::string csvField(std::string_view value, bool guardFormula = false);

/// Spreadsheets take text that begins with = + - @ tab or carriage return for a formula: it gets
/// an apostrophe in front. So does such text with apostrophes already, that unguarded() is exact.
std::string guarded(std::string_view value);
std::string unguarded(std::string_view value);

} // namespace tempera
