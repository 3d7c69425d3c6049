// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/training_run.h"

#include "core/model/inference_engine.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/text/codec.h"

#include <algorithm>
#include <exception>
#include <limits>
#include <system_error>

namespace tempera {

namespace {

using Clock = std::chrono::steady_clock;

double lowestLoss(const TrainingProgress& progress) {
    double lowest = std::numeric_limits<double>::infinity();
    for (const auto& record : progress.validations)
        lowest = std::min(lowest, record.loss);
    return lowest;
}

/// The state of one call of runTraining.
class Run {
public:
    Run(Trainer& trainer, const TrainingData& data, const TrainingRunSettings& settings,
        const TrainingObserver& observer)
        : trainer_(trainer),
          data_(data),
          settings_(settings),
          observer_(observer),
          output_(settings.output) {
        std::error_code missing;
        if (std::filesystem::equivalent(output_, settings.resumedFrom, missing))
            savedStep_ = writtenStep_ = trainer.progress().stepsDone();
    }

    void obeyCommands() {
        while (observer_.nextCommand) {
            const auto command = observer_.nextCommand();
            if (!command)
                return;
            if (!command->output.empty()) {
                output_ = command->output;
                savedStep_ = writtenStep_ = -1;
            }
            if (command->save)
                saveOrTell(/*best=*/false);
        }
    }

    void turn() {
        const TrainingEvent event = trainer_.advance();
        if (const auto* step = std::get_if<StepRecord>(&event))
            handleStep(*step);
        else if (const auto* validation = std::get_if<ValidationRecord>(&event))
            handleValidation(*validation);
        if (observer_.sliceDone)
            observer_.sliceDone(trainer_);
    }

    /// Writes the output unless it holds this step already.
    void save() {
        const std::int64_t step = trainer_.progress().stepsDone();
        if (step == savedStep_ || output_.empty())
            return;
        write();
        savedStep_ = step;
        savedAt_ = Clock::now();
        if (observer_.saved)
            observer_.saved(output_);
    }

private:
    void handleStep(const StepRecord& record) {
        if (observer_.stepDone)
            observer_.stepDone(record);
        if (checkpointDue(record.step))
            saveOrTell(/*best=*/false);
        // Without held-out documents no validation follows at the end of an epoch.
        if (trainer_.atEpochEnd() && data_.validation.size() == 0) {
            writeSamples(record.step, record.epoch);
            saveOrTell(/*best=*/false);
        }
    }

    bool checkpointDue(std::int64_t step) const {
        if (settings_.checkpointEvery > 0 && step % settings_.checkpointEvery == 0)
            return true;
        return settings_.autosaveInterval.count() > 0.0 &&
               Clock::now() - savedAt_ >= settings_.autosaveInterval;
    }

    void handleValidation(const ValidationRecord& record) {
        if (observer_.validated)
            observer_.validated(record);
        writeSamples(record.step, record.epoch);
        savedStep_ = -1; // a checkpoint of the same step lacks this validation
        saveOrTell(/*best=*/record.loss <= lowestLoss(trainer_.progress()));
    }

    /// In the middle of a run a full disk is no reason to lose the run.
    void saveOrTell(bool best) {
        try {
            save();
            if (best && isCheckpointPath(output_))
                keepAs(output_, bestCheckpointPath(output_));
        } catch (const Error& error) {
            savedAt_ = Clock::now();                          // not at every step from now on
            if (!observer_.saveFailed || trainer_.finished()) // no later occasion
                throw;
            observer_.saveFailed(error.what());
        }
    }

    void write() {
        const Checkpoint checkpoint = makeCheckpoint(trainer_, data_);
        if (!isCheckpointPath(output_)) {
            saveModel(output_, checkpoint.model);
            return;
        }
        // The same step without its validation is no "previous" one.
        const std::int64_t step = checkpoint.progress.stepsDone();
        const auto previous =
            step == writtenStep_ ? std::filesystem::path() : previousCheckpointPath(output_);
        saveCheckpoint(output_, checkpoint, previous);
        writtenStep_ = step;
    }

    void writeSamples(std::int64_t step, std::int64_t epoch) {
        if (!observer_.sampled)
            return;
        const Standardization standardization = trainer_.settings().standardization;
        const auto prompt = encode(settings_.samplePrompt, standardization, data_.vocabulary);
        if (prompt.empty())
            return;
        InferenceEngine engine(trainer_.model().snapshot());
        for (const double temperature : settings_.sampleTemperatures) {
            const GenerationSettings generation{{{SamplerKind::temperature, temperature}},
                                                settings_.sampleLength,
                                                trainer_.settings().seed};
            const auto text = wholeText(prompt, generate(engine, prompt, generation));
            observer_.sampled(
                {step, epoch, temperature, decode(text, standardization, data_.vocabulary)});
        }
    }

    Trainer& trainer_;
    const TrainingData& data_;
    const TrainingRunSettings& settings_;
    const TrainingObserver& observer_;
    std::filesystem::path output_;
    Clock::time_point savedAt_ = Clock::now();
    std::int64_t savedStep_ = -1;
    std::int64_t writtenStep_ = -1; ///< of the checkpoint that this run wrote last
};

/// Saves the last good step after a failure. Where that fails too (the update had ruined the
/// weights already, memory ran out), the checkpoint before it stays, and the first failure is what
/// to tell.
void trySaving(Run& run, Trainer& trainer) {
    try {
        trainer.abandonUnfinished();
        if (trainer.progress().stepsDone() > 0)
            run.save();
    } catch (const std::exception&) {
    }
}

} // namespace

bool runTraining(Trainer& trainer, const TrainingData& data, const TrainingRunSettings& settings,
                 const TrainingObserver& observer, std::stop_token stop) {
    Run run(trainer, data, settings, observer);
    try {
        while (!trainer.finished()) {
            run.obeyCommands(); // may take a pause, at whose end all may be over
            if (stop.stop_requested())
                break;
            run.turn();
        }
    } catch (const std::exception&) {
        trySaving(run, trainer);
        throw;
    }
    run.save();
    return trainer.finished();
}

} // namespace tempera
