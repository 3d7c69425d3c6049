// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace tempera {

/// True if `text` has nothing but Unicode white space in it. Ill-formed UTF-8 isn't blank.
bool isBlank(std::string_view text);

} // namespace tempera
