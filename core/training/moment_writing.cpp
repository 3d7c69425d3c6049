// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_writing.h"

#include "core/model/batched_generation.h"
#include "core/model/inference_engine.h"
#include "core/sampling/distribution.h"
#include "core/sampling/generation.h"
#include "core/text/codec.h"

#include <algorithm>

namespace tempera {

namespace {

/// By one thread: it shares the machine with training.
void writeTexts(Moment& moment, const std::vector<TokenId>& prompt, const LoadedModel& model,
                const MomentSettings& settings) {
    std::vector<GenerationSettings> texts;
    for (const double temperature : settings.temperatures)
        texts.push_back(
            {{{SamplerKind::temperature, temperature}}, settings.length, settings.seed});
    auto temperature = settings.temperatures.begin();
    for (const auto& written : generateEach(model.weights(), prompt, texts, {}))
        moment.texts.push_back(
            {*temperature++, decode(wholeText(prompt, written), model.tokenizer().standardization,
                                    model.vocabulary())});
}

void writeExpectation(Moment& moment, const std::vector<TokenId>& prompt,
                      const LoadedModel& model) {
    InferenceEngine engine(model.weights());
    Distribution distribution(engine.logitsAfter(prompt), {});
    moment.entropy = distribution.entropyBits();
    const std::size_t count = std::min(momentCandidates, distribution.vocabularySize());
    for (std::size_t rank = 1; rank <= count; ++rank) {
        const TokenId token = distribution.tokenAtRank(rank);
        moment.candidates.push_back(
            {std::string(model.vocabulary().displayWord(token)), distribution.probability(token)});
    }
}

} // namespace

Moment writeMoment(const LoadedModel& model, const MomentSettings& settings) {
    Moment moment;
    moment.step = model.step();
    moment.prompt = settings.prompt;
    moment.seed = settings.seed;
    const auto prompt =
        encode(settings.prompt, model.tokenizer().standardization, model.vocabulary());
    if (prompt.empty())
        return moment;
    writeTexts(moment, prompt, model, settings);
    writeExpectation(moment, prompt, model);
    return moment;
}

} // namespace tempera
