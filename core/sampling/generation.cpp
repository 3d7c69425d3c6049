// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/generation.h"

#include "core/sampling/distribution.h"
#include "core/system/error.h"
#include "core/system/keyed_random.h"

namespace tempera {

double samplingNeedle(std::uint64_t seed, std::size_t step) {
    return keyedUniform(seed, RandomStream::sampling, 0, step);
}

void generate(LogitsSource& source, std::span<const TokenId> prompt,
              const GenerationSettings& settings,
              const std::function<void(const GeneratedToken&)>& sink, std::stop_token stop) {
    if (prompt.empty())
        throw SettingError("the prompt has no tokens: give at least one word to begin with");
    if (settings.length == 0)
        throw SettingError("the length is 0; ask for at least 1 token");
    validate(settings.chain);
    std::vector<TokenId> text(prompt.begin(), prompt.end());
    for (std::size_t step = 0; step < settings.length; ++step) {
        if (stop.stop_requested())
            throw Cancelled();
        Distribution distribution(source.logitsAfter(text), settings.chain);
        const Pick pick = distribution.pick(samplingNeedle(settings.seed, step));
        text.push_back(pick.id);
        sink({pick.id, pick.probability, pick.logProbability, pick.rank,
              distribution.entropyBits()});
    }
}

std::vector<GeneratedToken> generate(LogitsSource& source, std::span<const TokenId> prompt,
                                     const GenerationSettings& settings) {
    std::vector<GeneratedToken> tokens;
    generate(source, prompt, settings,
             [&tokens](const GeneratedToken& token) { tokens.push_back(token); });
    return tokens;
}

std::vector<TokenId> wholeText(std::span<const TokenId> prompt,
                               std::span<const GeneratedToken> written) {
    std::vector<TokenId> text(prompt.begin(), prompt.end());
    for (const GeneratedToken& token : written)
        text.push_back(token.id);
    return text;
}

} // namespace tempera
