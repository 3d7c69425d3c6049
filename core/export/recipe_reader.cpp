// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/export/recipe_reader.h"

#include "core/export/recipe.h"
#include "core/system/error.h"
#include "core/system/quote.h"

#include <algorithm>
#include <limits>
#include <spdlog/fmt/fmt.h>

namespace tempera {

using nlohmann::json;

namespace {

constexpr std::size_t mostSamplers = 16;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr auto highestId = static_cast<std::uint64_t>(std::numeric_limits<TokenId>::max());

const json& requireObject(const json& value, const std::string& place) {
    if (!value.is_object())
        throw Error(place + " is no JSON object");
    return value;
}

SamplerChain readChain(const JsonFields& fields) {
    SamplerChain chain;
    try {
        for (const json& entry : fields.array("samplers", mostSamplers)) {
            const std::string place = fmt::format("sampler {}", chain.size() + 1);
            const JsonFields sampler(requireObject(entry, place), place);
            chain.push_back({parseSamplerKind(sampler.text("sampler")),
                             sampler.number("value", 0.0, infinity)});
        }
        validate(chain);
    } catch (const Error& error) {
        throw Error(fmt::format("{}: the field 'samplers': {}", fields.place(), error.what()));
    }
    if (fields.number("temperature", 0.0, infinity) != temperatureOf(chain))
        fields.fail("temperature", fmt::format("that of the samplers, {}", temperatureOf(chain)));
    return chain;
}

std::vector<TokenId> readIds(const JsonFields& fields, const char* key) {
    std::vector<TokenId> ids;
    for (const json& id : fields.array(key, longestText)) {
        if (!id.is_number_unsigned() || id.get<std::uint64_t>() > highestId)
            fields.fail(key, fmt::format("ids of tokens, whole numbers from 0 to {}", highestId));
        ids.push_back(id.get<TokenId>());
    }
    return ids;
}

std::string readHash(const JsonFields& fields) {
    constexpr std::size_t digits = 64;
    const std::string hash = fields.text("model_hash");
    const bool valid = hash.size() == digits && std::ranges::all_of(hash, [](char digit) {
                           return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
                       });
    if (!valid)
        fields.fail("model_hash", "the 64 lower-case hexadecimal digits of a SHA-256");
    return hash;
}

/// Exports of version 0.1.0's first days don't tell: nothing was rounded then.
bool readWhetherRounded(const JsonFields& fields) {
    const std::string name = fields.has("weights") ? fields.text("weights") : "f32";
    if (name != weightsName(true) && name != weightsName(false))
        fields.fail("weights", "f32 or bf16");
    return name == weightsName(true);
}

GeneratedToken readToken(const JsonFields& fields) {
    GeneratedToken token;
    token.id = static_cast<TokenId>(fields.wholeNumber("id", 0, highestId));
    fields.text("token");
    token.probability = fields.number("probability", 0.0, 1.0);
    token.logProbability = fields.number("logprob", -infinity, 0.0);
    token.rank = static_cast<std::size_t>(fields.wholeNumber("rank", 1, highestId + 1));
    token.entropyBits = fields.number("entropy_bits", 0.0, std::numeric_limits<TokenId>::digits);
    return token;
}

std::vector<GeneratedToken> readTokens(const JsonFields& fields) {
    std::vector<GeneratedToken> tokens;
    if (fields.has("tokens")) {
        for (const json& entry : fields.array("tokens", longestText)) {
            const std::string place =
                fmt::format("{}: token {}", fields.place(), tokens.size() + 1);
            tokens.push_back(readToken({requireObject(entry, place), place}));
        }
    } else if (fields.has("token_ids")) {
        for (const TokenId id : readIds(fields, "token_ids"))
            tokens.push_back({id, 0.0, 0.0, 1, 0.0});
    }
    return tokens;
}

/// What is told twice must be told alike.
void requireConsistent(const GeneratedText& text, const JsonFields& fields) {
    if (!text.tokens.empty() && text.tokens.size() != text.length)
        fields.fail("length", fmt::format("{}, the number of tokens", text.tokens.size()));
    if (text.forced.size() > text.length)
        fields.fail("forced", fmt::format("at most {} ids, the length", text.length));
    for (std::size_t i = 0; i < text.forced.size() && !text.tokens.empty(); ++i)
        if (text.forced[i] != text.tokens[i].id)
            fields.fail("forced", fmt::format("the ids of the text's first tokens (number {} is "
                                              "another one)",
                                              i + 1));
}

} // namespace

GeneratedText readRecipe(const JsonFields& fields) {
    GeneratedText text;
    text.prompt = fields.text("prompt");
    if (text.prompt.empty())
        fields.fail("prompt", "the words that the text begins with");
    text.seed = fields.wholeNumber("seed", 0, std::numeric_limits<std::uint64_t>::max());
    text.length = static_cast<std::size_t>(fields.wholeNumber("length", 1, longestText));
    text.chain = readChain(fields);
    text.forced = readIds(fields, "forced");
    text.model = fields.text("model");
    text.modelHash = readHash(fields);
    text.roundedWeights = readWhetherRounded(fields);
    text.tokens = readTokens(fields);
    requireConsistent(text, fields);
    return text;
}

} // namespace tempera
