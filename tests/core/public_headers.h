// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace tempera::test {

/// How many of core's public headers were included.
std::size_t publicHeaderCount();

/// The macros of Qt and LibTorch that are defined after that; none should be.
std::vector<std::string> foreignMacros();

} // namespace tempera::test
