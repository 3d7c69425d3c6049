// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/moment_writing.h"

#include "core/model/inference_engine.h"
#include "core/sampling/distribution.h"
#include "core/sampling/generation.h"
#include "core/text/codec.h"

#include <algorithm>

namespace tempera {

namespace {

void writeTexts(Moment& moment, InferenceEngine& engine, const std::vector<TokenId>& prompt,
                const LoadedModel& model, const MomentSettings& settings) {
    for (const double temperature : settings.temperatures) {
        const GenerationSettings generation{
            {{SamplerKind::temperature, temperature}}, settings.length, settings.seed};
        const auto text = wholeText(prompt, generate(engine, prompt, generation));
        moment.texts.push_back(
            {temperature, decode(text, model.tokenizer().standardization, model.vocabulary())});
    }
}

void writeExpectation(Moment& moment, InferenceEngine& engine, const std::vector<TokenId>& prompt,
                      const Vocabulary& vocabulary) {
    Distribution distribution(engine.logitsAfter(prompt), {});
    moment.entropy = distribution.entropyBits();
    const std::size_t count = std::min(momentCandidates, distribution.vocabularySize());
    for (std::size_t rank = 1; rank <= count; ++rank) {
        const TokenId token = distribution.tokenAtRank(rank);
        moment.candidates.push_back(
            {std::string(vocabulary.displayWord(token)), distribution.probability(token)});
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
    InferenceEngine engine(model.weights());
    writeTexts(moment, engine, prompt, model, settings);
    writeExpectation(moment, engine, prompt, model.vocabulary());
    return moment;
}

} // namespace tempera
