// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sampling/generation.h"

#include "core/sampling/distribution.h"
#include "core/system/error.h"
#include "core/system/keyed_random.h"

namespace tempera {

double samplingNeedle(std::uint64_t seed, std::size_t step) {
    return keyedUniform(seed, RandomStream::sampling, 0, step);
}

GenerationRun::GenerationRun(std::vector<TokenId> prompt, GenerationSettings settings)
    : settings_(std::move(settings)), text_(std::move(prompt)) {
    if (text_.empty())
        throw SettingError("the prompt has no tokens: give at least one word to begin with");
    if (settings_.length == 0)
        throw SettingError("the length is 0; ask for at least 1 token");
    validate(settings_.chain);
}

GeneratedToken GenerationRun::advance(std::span<const float> logits) {
    Distribution distribution(logits, settings_.chain);
    const Pick pick = step_ < settings_.forced.size()
                          ? distribution.figuresOf(settings_.forced[step_])
                          : distribution.pick(samplingNeedle(settings_.seed, step_));
    text_.push_back(pick.id);
    ++step_;
    return {pick.id, pick.probability, pick.logProbability, pick.rank, distribution.entropyBits()};
}

void generate(LogitsSource& source, std::span<const TokenId> prompt,
              const GenerationSettings& settings,
              const std::function<void(const GeneratedToken&)>& sink, std::stop_token stop) {
    GenerationRun run({prompt.begin(), prompt.end()}, settings);
    while (!run.finished()) {
        if (stop.stop_requested())
            throw Cancelled();
        sink(run.advance(source.logitsAfter(run.text())));
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
