// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/generated_text.h"
#include "core/export/json_fields.h"

namespace tempera {

/// Longer texts are not read: none is that long, and a file may not ask for endless work.
inline constexpr std::size_t longestText = 1'000'000;

/// The inverse of recipeJson(), with every field checked and those that say the same compared. The
/// text itself is left empty; of `tokens` (jsonl) or `token_ids` where there are some, as many
/// tokens as its length says. Throws Error.
GeneratedText readRecipe(const JsonFields& fields);

} // namespace tempera
