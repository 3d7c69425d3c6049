// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/recipe.h"

#include "core/export/json_number.h"

namespace tempera {

using nlohmann::ordered_json;

namespace {

ordered_json samplersJson(const SamplerChain& chain) {
    ordered_json samplers = ordered_json::array();
    for (const Sampler& sampler : chain)
        samplers.push_back(
            {{"sampler", samplerName(sampler.kind)}, {"value", jsonNumber(sampler.value)}});
    return samplers;
}

} // namespace

std::string applicationName() {
    return "Tempera " TEMPERA_VERSION;
}

std::string_view weightsName(bool rounded) {
    return rounded ? "bf16" : "f32";
}

ordered_json recipeJson(const GeneratedText& text) {
    return {{"prompt", text.prompt},
            {"seed", text.seed},
            {"length", textLength(text)},
            {"temperature", jsonNumber(temperatureOf(text.chain))},
            {"samplers", samplersJson(text.chain)},
            {"forced", text.forced},
            {"model", text.model},
            {"model_hash", text.modelHash},
            {"weights", weightsName(text.roundedWeights)},
            {"application", applicationName()}};
}

ordered_json tokenIds(const GeneratedText& text) {
    ordered_json ids = ordered_json::array();
    for (const GeneratedToken& token : text.tokens)
        ids.push_back(token.id);
    return ids;
}

std::string toLine(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

} // namespace tempera
