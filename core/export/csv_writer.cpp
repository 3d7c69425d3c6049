// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/csv_field.h"
#include "core/export/recipe.h"
#include "core/export/text_writers.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

namespace tempera {

std::string csvHeader() {
    return "seed,temperature,samplers,model,prompt,text,length,forced,model_hash,weights,"
           "application,formula_guard\r\n";
}

std::string toCsvRow(const GeneratedText& text, bool guardFormulas) {
    const auto field = [guardFormulas](std::string_view value) {
        return csvField(value, guardFormulas);
    };
    return fmt::format(
        "{},{},{},{},{},{},{},{},{},{},{},{}\r\n", text.seed, temperatureOf(text.chain),
        field(describe(text.chain)), field(text.model), field(text.prompt), field(text.text),
        textLength(text), fmt::join(text.forced, " "), field(text.modelHash),
        weightsName(text.roundedWeights), field(applicationName()), guardFormulas ? "on" : "off");
}

} // namespace tempera
