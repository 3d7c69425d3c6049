// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

namespace tempera::cli {

// Each adds one subcommand with its options to the program. The work is done in the subcommand's
// callback, which reports failure by throwing.
void addCorpusCommand(CLI::App& program);
void addTrainCommand(CLI::App& program);
void addEvaluateCommand(CLI::App& program);
void addNextCommand(CLI::App& program);
void addGenerateCommand(CLI::App& program);
void addInspectCommand(CLI::App& program);
void addDemoCommand(CLI::App& program);

} // namespace tempera::cli
