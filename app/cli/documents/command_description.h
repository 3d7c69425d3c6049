// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tempera::cli {

/// An option or positional argument as its documents tell it.
struct OptionDescription {
    std::vector<std::string> names;   ///< "-h", "--help"; empty: a positional argument
    std::string value;                ///< FILE, INT, ...; empty: a flag
    std::vector<std::string> choices; ///< where the value is one of a few words
    std::string defaultValue;         ///< empty: none
    std::string text;                 ///< in a sentence or two, without a full stop
    std::string group;                ///< as in --help: "Options", "Model", ...
    bool required = false;
    bool repeated = false; ///< takes several values

    bool isPositional() const { return names.empty(); }
    /// The value is the name of a file or folder, which a shell can complete.
    bool takesPath() const { return value == "FILE" || value == "PATH"; }
};

struct CommandDescription {
    std::string name;
    std::string text;
    std::vector<OptionDescription> options; ///< in the order of --help
};

/// What --help says of the program itself, then of each command in its order.
std::vector<CommandDescription> describe(const CLI::App& program);

} // namespace tempera::cli
