// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/documents/command_description.h"

#include <span>
#include <string>
#include <string_view>

namespace tempera::cli {

// What a package installs beside tempera-cli, made from what --help says so that it can't fall
// behind. The first description is the program's own.

/// A page for man(1) in groff's man macros; `more` is the page's hand-written end.
std::string manualPage(std::span<const CommandDescription> descriptions, std::string_view more);

/// For bash's `complete`; needs no package bash-completion.
std::string bashCompletion(std::span<const CommandDescription> descriptions);
/// For zsh's completion system: to be found as `_tempera-cli` in $fpath.
std::string zshCompletion(std::span<const CommandDescription> descriptions);
/// For fish's `complete`.
std::string fishCompletion(std::span<const CommandDescription> descriptions);

} // namespace tempera::cli
