// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sampling/generation.h"
#include "core/training/checkpoint_file.h"
#include "core/training/trainer.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tempera {

/// The temperatures at which the book writes after every epoch.
inline const std::vector<double> bookTemperatures = {0.2, 0.5, 0.7, 1.0, 1.5};

/// A text that the model wrote in the middle of a run.
struct TrainingSample {
    std::int64_t step = 0;
    std::int64_t epoch = 0;
    double temperature = 1.0;
    std::string text; ///< the prompt's tokens and what follows
};

/// What a run does besides training.
struct TrainingRunSettings {
    /// `.tempera` for checkpoints, `.safetensors` for the weights alone, empty for no file.
    std::filesystem::path output;
    /// The checkpoint that the run goes on from, empty for a new one: it is not written again as
    /// long as nothing was added to it.
    std::filesystem::path resumedFrom;
    std::int64_t checkpointEvery = 0; ///< steps; 0 writes at validations and at the end only
    /// The output is also written when so much time has passed since it was; 0 for never.
    std::chrono::duration<double> autosaveInterval{0.0};
    std::string samplePrompt = "This movie";
    std::size_t sampleLength = 50;
    std::vector<double> sampleTemperatures = bookTemperatures;
};

/// What is wanted of a run between two slices.
struct TrainingCommand {
    bool save = false; ///< write the output now
    /// Where the output is written from now on; empty: as before.
    std::filesystem::path output;
};

/// Who wants to know, and to command. Called on the thread that trains; each may be left empty.
struct TrainingObserver {
    /// Asked before every slice until there is no command left. A run is paused by not answering.
    std::function<std::optional<TrainingCommand>()> nextCommand;
    std::function<void(const Trainer&)> sliceDone;
    std::function<void(const StepRecord&)> stepDone;
    std::function<void(const ValidationRecord&)> validated;
    std::function<void(const TrainingSample&)> sampled;
    std::function<void(const std::filesystem::path&)> saved;
    /// A file could not be written in the middle of a run. The run goes on and tries again at the
    /// next occasion; where nobody listens, and at the end, the failure is thrown.
    std::function<void(const std::string& message)> saveFailed;
};

/// Trains until a limit is reached or `stop` is triggered (between two slices), with texts after
/// every validation and the output file written at each validation (at the end of each epoch where
/// nothing is held out), every `checkpointEvery` steps or `autosaveInterval`, on command and at the
/// end, also when stopped. Returns false if it was stopped.
///
/// Of checkpoints three are kept: `x.tempera`, the one before it as `x.previous.tempera`, and the
/// one with the lowest validation loss as `x.best.tempera`.
/// Throws Error as Trainer::advance and saveCheckpoint do; the last good state is written first.
bool runTraining(Trainer& trainer, const TrainingData& data, const TrainingRunSettings& settings,
                 const TrainingObserver& observer, std::stop_token stop);

} // namespace tempera
