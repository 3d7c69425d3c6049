// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <memory>

namespace tempera::cli {

/// tempera-cli with all of its commands: to be parsed, or to be described.
std::unique_ptr<CLI::App> makeProgram();

} // namespace tempera::cli
