// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tempera {

/// Text for an element's content or an attribute in double quotes: no markup is left in it, and
/// characters that HTML has no place for (most control characters) are U+FFFD.
std::string escapeHtml(std::string_view text);

/// The inverse, of what escapeHtml() writes: any other reference stays as it is.
std::string unescapeHtml(std::string_view text);

} // namespace tempera
