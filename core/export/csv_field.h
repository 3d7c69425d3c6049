// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tempera {

/// Text as a field of RFC 4180: quoted where it has to be, its quotes doubled. Also quoted where
/// space is at an end of it, which lenient readers cut off. `guardFormula` puts an apostrophe
/// before what a spreadsheet would take for a formula.
std::string csvField(std::string_view value, bool guardFormula = false);

/// True for text that begins with = + - @ tab or carriage return.
bool looksLikeFormula(std::string_view value);

} // namespace tempera
