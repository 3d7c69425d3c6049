// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/generated_text.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace tempera {

/// Who writes an export, as in "Tempera 0.1.0".
std::string applicationName();

/// What generates a text again: prompt, seed, length, temperature, samplers, forced, model,
/// model_hash, weights ("f32" or "bf16"), application. Files of every format carry these keys (csv:
/// these columns).
nlohmann::ordered_json recipeJson(const GeneratedText& text);

/// The recipe's word for what the model's matrices were when the text was written.
std::string_view weightsName(bool rounded);

/// The ids of the tokens that were written.
nlohmann::ordered_json tokenIds(const GeneratedText& text);

/// On one line. What isn't UTF-8 (a file's name need not be) is replaced: JSON must be.
std::string toLine(const nlohmann::ordered_json& json);

} // namespace tempera
