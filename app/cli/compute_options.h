// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

namespace tempera::cli {

/// Adds --threads; 0 stands for all processors that the program may use.
void addThreadsOption(CLI::App& command, int& threads);

/// Prepares this thread for LibTorch and tells on standard error if the BLAS library is a bad one.
/// Returns how many threads it will compute with.
int prepareCompute(int threads);

} // namespace tempera::cli
