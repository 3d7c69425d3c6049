// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"
#include "core/training/moment.h"
#include "support/random_model.h"

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace tempera::test {

/// A model of eleven words "a", "b", ... with random weights, as after `step` steps.
inline ModelHandle randomModelAt(std::int64_t step) {
    const ModelConfiguration configuration = tinyConfiguration(Architecture::gpt);
    std::vector<std::string> words;
    for (char letter = 'a';
         static_cast<std::int64_t>(words.size()) + 2 < configuration.vocabularySize; ++letter)
        words.emplace_back(1, letter);
    const auto seed = static_cast<std::uint64_t>(step) + 1;
    LanguageModelFile file{std::make_shared<const ModelWeights>(randomWeights(configuration, seed)),
                           {Standardization::book, configuration.contextLength},
                           Vocabulary(words)};
    return std::make_shared<const LoadedModel>(std::move(file), "test", step);
}

/// A moment without texts.
inline Moment momentAt(std::int64_t step, std::int64_t epoch = 1, bool atEpochEnd = false) {
    Moment moment;
    moment.step = step;
    moment.epoch = epoch;
    moment.atEpochEnd = atEpochEnd;
    moment.trainLoss = 7.0 - std::log1p(static_cast<double>(step)) / 4.0;
    if (atEpochEnd)
        moment.validationLoss = moment.trainLoss + 0.25;
    moment.prompt = "this movie";
    return moment;
}

inline std::vector<std::int64_t> stepsOf(const std::vector<Moment>& moments) {
    std::vector<std::int64_t> steps;
    for (const Moment& moment : moments)
        steps.push_back(moment.step);
    return steps;
}

} // namespace tempera::test
