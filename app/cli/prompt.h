// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_file.h"
#include "core/text/token.h"

#include <string>
#include <vector>

namespace tempera::cli {

/// The prompt as the model sees it. Tells on standard error about words that it doesn't know and
/// about a prompt longer than its context. Throws SettingError if nothing is left of the prompt.
std::vector<TokenId> encodePrompt(std::string& prompt, const LanguageModelFile& model);

} // namespace tempera::cli
