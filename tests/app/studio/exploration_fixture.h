// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/exploration/exploration_context.h"
#include "core/model/inference_engine.h"
#include "support/random_model.h"

#include <string>
#include <vector>

namespace tempera::studio {

/// Milliseconds, for a slow machine; never waited out when all is well.
inline constexpr int patience = 30'000;

/// Nine words, with padding and [UNK] the vocabulary of the tiny network.
inline const std::vector<std::string> tinyWords = {"this", "movie", "is",   "a",   "good",
                                                   "bad",  "story", "plot", "film"};

/// A network of a thousand random weights (context of 6 tokens) that knows these nine words.
inline ModelHandle tinyModel(std::uint64_t seed, std::vector<std::string> words = tinyWords) {
    auto weights = std::make_shared<const ModelWeights>(
        test::randomWeights(test::tinyConfiguration(Architecture::gpt), seed));
    LanguageModelFile file{
        std::move(weights), {Standardization::book, 7}, Vocabulary(std::move(words))};
    return std::make_shared<const LoadedModel>(std::move(file), "tiny " + std::to_string(seed));
}

/// What core writes, with an engine of its own.
inline std::vector<GeneratedToken> coreText(const ModelHandle& model,
                                            std::span<const TokenId> prompt,
                                            const GenerationSettings& settings) {
    InferenceEngine engine(model->weights());
    return generate(engine, prompt, settings);
}

/// What all controllers share, with a tiny model.
struct ExplorationFixture {
    explicit ExplorationFixture(PredictionSourceFactory factory = cachedPredictionSource)
        : generator(nullptr, std::move(factory)) {}

    Exploration exploration;
    CurrentModel model;
    Generator generator;
    ExplorationContext context{exploration, model, generator};

    template <typename Edit>
    void change(Edit edit) {
        ExplorationState next = exploration.state();
        edit(next);
        exploration.change(next, QStringLiteral("change"));
    }
    void setTemperature(double temperature) {
        change([&](ExplorationState& state) {
            state.samplers = withTemperature(state.samplers, temperature);
        });
    }
    std::vector<GeneratedToken> expected(const GenerationSettings& settings) const {
        return coreText(model.handle(), context.prompt().tokens, settings);
    }
};

} // namespace tempera::studio
