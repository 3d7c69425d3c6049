// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/training_data.h"
#include "core/training/trainer.h"
#include "support/word_corpus.h"

#include <string>
#include <vector>

namespace tempera::test {

/// `count` documents of 2 to 6 words. Each begins with a word of its own, d0, d1 ..., by which its
/// sequence can be recognised.
inline TokenizedCorpus numberedCorpus(std::size_t count) {
    std::vector<std::string> documents;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = "d" + std::to_string(i);
        for (std::size_t word = 0; word <= i % 5; ++word)
            text += " w" + std::to_string((i + word) % 7);
        documents.push_back(text);
    }
    return corpusOf(documents);
}

/// The same as training data that knows every word.
inline TrainingData numberedData(std::size_t count, double validationFraction = 0.0) {
    const TokenizedCorpus corpus = numberedCorpus(count);
    DatasetSettings settings;
    settings.sequenceLength = 8;
    settings.validationFraction = validationFraction;
    return prepareTrainingData(corpus, settings, Vocabulary(corpus.words()));
}

/// Trains to the end, or until `steps` steps are done.
inline void trainFor(Trainer& trainer, std::int64_t steps = 1'000'000) {
    while (!trainer.finished() && trainer.progress().stepsDone() < steps)
        trainer.advance();
}

} // namespace tempera::test
