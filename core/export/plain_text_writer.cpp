// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/recipe.h"
#include "core/export/text_writers.h"

#include <spdlog/fmt/fmt.h>

namespace tempera {

std::string toPlainText(const GeneratedText& text) {
    auto recipe = recipeJson(text);
    recipe["text_bytes"] = text.text.size();
    return fmt::format("[{}, seed {}]\n{}\n\n{}{}\n\n", describe(text.chain), text.seed, text.text,
                       recipeLineBeginning, toLine(recipe));
}

} // namespace tempera
