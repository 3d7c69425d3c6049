// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_preparation.h"

#include "core/system/error.h"
#include "core/training/memory_estimate.h"

#include <utility>

namespace tempera {

TrainingPreparation prepareRun(const TokenizedCorpus& corpus, TrainingSettings settings) {
    TrainingData data = prepareTrainingData(corpus, settings.data);
    settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    return {std::move(settings), std::move(data), std::nullopt};
}

TrainingPreparation prepareResumedRun(const TokenizedCorpus& corpus, Checkpoint checkpoint) {
    TrainingSettings settings = checkpoint.settings;
    TrainingData data = prepareTrainingData(corpus, settings.data, checkpoint.model.vocabulary);
    if (data.fingerprint != checkpoint.dataFingerprint)
        throw Error("not the corpus that the checkpoint was trained on: give the same files and "
                    "reading options");
    return {std::move(settings), std::move(data), std::move(checkpoint)};
}

void requireMemory(const TrainingPreparation& preparation, int threads) {
    requireMemory(preparation.settings,
                  preparation.data.training.tokens().size() +
                      preparation.data.validation.tokens().size(),
                  threads);
}

Trainer makeTrainer(TrainingPreparation& preparation, std::unique_ptr<LanguageModel> model) {
    TrainingProgress progress;
    if (preparation.checkpoint) {
        model->load(*preparation.checkpoint->model.weights);
        model->loadOptimizerState(preparation.checkpoint->optimizerState);
        progress = std::move(preparation.checkpoint->progress);
        preparation.checkpoint.reset();
    }
    return {std::move(model), preparation.data, preparation.settings, std::move(progress)};
}

} // namespace tempera
