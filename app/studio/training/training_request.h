// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/loaded_model.h"
#include "core/text/loss_references.h"
#include "core/text/tokenized_corpus.h"
#include "core/training/training_progress.h"
#include "core/training/training_settings.h"

#include <QMetaType>
#include <QString>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace tempera::studio {

/// A corpus by its place, and in memory where it was read already.
struct TrainingCorpus {
    QString path; ///< a file, folder or archive; empty: the built-in reviews
    CorpusOptions options;
    /// Null: to be read. It is read too where the run's settings say another standardization.
    std::shared_ptr<const TokenizedCorpus> text;
    Standardization standardization = Standardization::book; ///< that `text` was tokenized with
};

/// What is changed of a run that goes on, to get it out of trouble.
struct ResumeChanges {
    double learningRateFactor = 1.0;
    std::optional<std::int64_t> sliceSize; ///< smaller slices need less memory
    std::optional<TrainingLimits> limits;
};

/// A training run that is asked for.
struct TrainingRequest {
    QString name; ///< of the models that it publishes; empty: the output's, or the corpus's
    TrainingCorpus corpus;
    TrainingSettings settings; ///< of a run that goes on: its checkpoint's, whatever stands here
    QString output;            ///< a `.tempera` file; empty: weights are kept in memory alone
    int threads = 1;           ///< processors to compute with
    QString resumeFrom;        ///< the checkpoint to go on from; empty: a new run
    ResumeChanges changes;
    bool singleStep = false; ///< pause after the first step
};

/// What a run is, once it is prepared.
struct TrainingStart {
    TrainingSettings settings; ///< with the vocabulary's actual size
    TrainingProgress progress; ///< of the checkpoint that it goes on from
    std::int64_t stepsPerEpoch = 0;
    LossReferences references;
};

/// What became of it since the last report: flushed some 25 times a second, never per step.
struct TrainingReport {
    std::vector<StepRecord> steps;
    std::vector<ValidationRecord> validations;
    double fraction = 0.0; ///< of the run, in [0, 1]
    double elapsedSeconds = 0.0;
    std::int64_t stepsPerEpoch = 0;
};

/// How a run ended.
struct TrainingOutcome {
    enum class Trouble {
        none,
        diverged, ///< loss or gradient is not a finite number; the weights before are kept
        memory,   ///< it ran out, or would
        other,    ///< a corpus that is gone, a file that can't be written
    };

    bool completed = false; ///< a limit was reached; otherwise it was stopped or failed
    Trouble trouble = Trouble::none;
    QString problem; ///< why it failed, empty where it did not
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::TrainingRequest)
Q_DECLARE_METATYPE(tempera::studio::TrainingStart)
Q_DECLARE_METATYPE(tempera::studio::TrainingReport)
Q_DECLARE_METATYPE(tempera::studio::TrainingOutcome)
