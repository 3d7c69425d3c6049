// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tempera {

/// Calls `row` with the fields of every row of RFC 4180 and the line that it begins at. Throws
/// Error, naming the line, where quotation marks are out of place or a row has more than
/// `mostFields`; what `row` throws ends it too.
void readCsv(std::string_view file, std::size_t mostFields,
             const std::function<void(const std::vector<std::string>&, std::size_t line)>& row);

} // namespace tempera
