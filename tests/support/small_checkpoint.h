// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/initial_weights.h"
#include "core/training/checkpoint_file.h"

#include <cstdint>
#include <memory>
#include <string>

namespace tempera::test {

/// A run of a network of some hundred parameters, with a history of figures that are all different.
inline Checkpoint smallCheckpoint(std::int64_t steps, std::int64_t stepsPerEpoch = 4) {
    const Vocabulary vocabulary({"a", "movie", "this"});
    Checkpoint checkpoint;
    TrainingSettings& settings = checkpoint.settings;
    settings.model.vocabularySize = static_cast<std::int64_t>(vocabulary.size());
    settings.model.contextLength = 8;
    settings.model.embeddingWidth = 4;
    settings.model.headCount = 1;
    settings.model.headWidth = 4;
    settings.model.hiddenWidth = 4;
    settings.standardization = Standardization::none;
    settings.data.vocabularySize = settings.model.vocabularySize;
    settings.data.sequenceLength = 8;
    settings.limits.steps = 12;
    checkpoint.model = {std::make_shared<const ModelWeights>(initialWeights(settings.model, 1)),
                        {settings.standardization, settings.data.sequenceLength},
                        vocabulary};
    checkpoint.stepsPerEpoch = stepsPerEpoch;
    checkpoint.dataFingerprint = std::string(64, 'a');
    checkpoint.progress.elapsedSeconds = 0.25 * static_cast<double>(steps);
    for (std::int64_t step = 1; step <= steps; ++step) {
        const auto number = static_cast<double>(step);
        const std::int64_t epoch = (step + stepsPerEpoch - 1) / stepsPerEpoch;
        checkpoint.progress.steps.push_back(
            {step, epoch, 6.0 / number, 0.001 * number, 0.3 + number, 1'000.0 + number});
        if (step % stepsPerEpoch == 0)
            checkpoint.progress.validations.push_back({step, epoch, 6.1 / number});
    }
    checkpoint.optimizerState = {{"square_average", {2}, {0.5F, 0.25F}}};
    return checkpoint;
}

} // namespace tempera::test
