// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace tempera::cli {

/// A check for options of unsigned type, as CLI::Option::check takes one: what is wrong with
/// `text`, or nothing. CLI11 itself turns -1 into 18,446,744,073,709,551,615 and cuts off there
/// what is larger.
std::string wholeNumberProblem(const std::string& text);

} // namespace tempera::cli
