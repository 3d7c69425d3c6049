// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/language_model.h"
#include "core/text/tokenized_corpus.h"
#include "core/text/training_data.h"
#include "core/training/checkpoint_file.h"
#include "core/training/trainer.h"
#include "core/training/training_settings.h"

#include <memory>
#include <optional>

namespace tempera {

/// A run's parts before its trainer exists: the same for the command line and the studio, so that
/// both train the same.
struct TrainingPreparation {
    TrainingSettings settings; ///< with the vocabulary's actual size
    TrainingData data;
    std::optional<Checkpoint> checkpoint; ///< that the run goes on from
};

/// A new run on the corpus. Throws Error as prepareTrainingData does.
TrainingPreparation prepareRun(const TokenizedCorpus& corpus, TrainingSettings settings);

/// A run that goes on: with the checkpoint's settings, in which the caller may have changed limits,
/// learning rate and slice size. Throws Error where the corpus isn't the one that it began with.
TrainingPreparation prepareResumedRun(const TokenizedCorpus& corpus, Checkpoint checkpoint);

/// Throws MemoryError if the run needs more memory than is free.
void requireMemory(const TrainingPreparation& preparation, int threads);

/// The trainer of `model`, which is new (createLanguageModel of preparation's settings): it gets
/// the checkpoint's weights and state, and the checkpoint's copies of them are freed. `preparation`
/// must outlive the trainer.
Trainer makeTrainer(TrainingPreparation& preparation, std::unique_ptr<LanguageModel> model);

} // namespace tempera
