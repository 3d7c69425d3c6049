// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tempera {

/// `text` in double quotes for a message: cut after some 80 bytes, control characters escaped,
/// ill-formed UTF-8 replaced. Text out of a hostile file can then neither flood nor steer a
/// terminal.
std::string inQuotes(std::string_view text);

} // namespace tempera
