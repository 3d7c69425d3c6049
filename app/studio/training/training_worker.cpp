// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_worker.h"

#include "app/studio/libtorch_library.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/text/builtin_corpus.h"
#include "core/training/training_preparation.h"
#include "core/training/training_run.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <chrono>
#include <filesystem>
#include <future>
#include <new>
#include <sys/resource.h>
#include <utility>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto reportInterval = 40ms;
constexpr auto publishInterval = 2s;
constexpr auto autosaveInterval = 3min;
/// Lower priority than the window's. On Linux nice values are each thread's own, and the threads
/// that LibTorch starts from this one inherit it.
constexpr int trainerNiceness = 10;

std::filesystem::path filePath(const QString& path) {
    return {QFile::encodeName(path).toStdString()};
}

std::shared_ptr<const TokenizedCorpus> readCorpusOf(const TrainingCorpus& source,
                                                    Standardization standardization,
                                                    const Progress& progress) {
    if (source.text && source.standardization == standardization)
        return source.text;
    if (source.path.isEmpty())
        return std::make_shared<const TokenizedCorpus>(readBuiltinCorpus(standardization));
    return std::make_shared<const TokenizedCorpus>(
        TokenizedCorpus::read(filePath(source.path), source.options, standardization, progress));
}

std::optional<Checkpoint> loadChanged(const TrainingRequest& request) {
    if (request.resumeFrom.isEmpty())
        return std::nullopt;
    Checkpoint checkpoint = loadCheckpoint(filePath(request.resumeFrom));
    TrainingSettings& settings = checkpoint.settings;
    settings.schedule.learningRate *= request.changes.learningRateFactor;
    settings.sliceSize = request.changes.sliceSize.value_or(settings.sliceSize);
    settings.limits = request.changes.limits.value_or(settings.limits);
    validate(settings);
    return checkpoint;
}

TrainingPreparation prepare(const TrainingRequest& request, const Progress& progress) {
    auto checkpoint = loadChanged(request);
    const auto standardization =
        checkpoint ? checkpoint->settings.standardization : request.settings.standardization;
    const auto corpus = readCorpusOf(request.corpus, standardization, progress);
    return checkpoint ? prepareResumedRun(*corpus, std::move(*checkpoint))
                      : prepareRun(*corpus, request.settings);
}

/// Before hours of work whose result is to go there.
void requireOutput(const std::filesystem::path& output) {
    if (output.empty())
        return;
    for (const auto& path : {output, previousCheckpointPath(output), bestCheckpointPath(output)})
        requireWritable(path);
}

std::string nameOf(const TrainingRequest& request) {
    if (!request.name.isEmpty())
        return request.name.toStdString();
    if (!request.output.isEmpty())
        return QFileInfo(request.output).fileName().toStdString();
    const QString& corpus = request.corpus.path;
    return corpus.isEmpty() ? "built-in reviews, in training"
                            : QFileInfo(corpus).fileName().toStdString() + ", in training";
}

/// What a run tells while it trains, gathered between two reports.
class RunReporter {
public:
    RunReporter(TrainingWorker& worker, TrainingControl& control, const TrainingData& data,
                std::string name)
        : worker_(worker), control_(control), data_(data), name_(std::move(name)) {}

    TrainingObserver observer(const Trainer& observed) {
        TrainingObserver observer;
        observer.nextCommand = [this] { return control_.nextCommand(); };
        observer.sliceDone = [this](const Trainer& trainer) { sliceDone(trainer); };
        observer.stepDone = [this](const StepRecord& record) { report_.steps.push_back(record); };
        observer.validated = [this](const ValidationRecord& record) {
            report_.validations.push_back(record);
        };
        observer.saved = [this, &observed](const std::filesystem::path& path) {
            control_.checkpointSaved();
            report(observed); // who hears of the file knows its step
            Q_EMIT worker_.saved(QFile::decodeName(path.c_str()));
        };
        observer.saveFailed = [this](const std::string& message) {
            if (control_.checkpointFailed())
                Q_EMIT worker_.saveFailed(QString::fromStdString(message));
        };
        return observer;
    }

    void report(const Trainer& trainer) {
        report_.fraction = trainer.fractionDone();
        report_.elapsedSeconds = trainer.progress().elapsedSeconds;
        report_.stepsPerEpoch = trainer.stepsPerEpoch();
        Q_EMIT worker_.reported(std::exchange(report_, {}));
        reportedAt_ = Clock::now();
    }

    void publish(const Trainer& trainer) {
        Q_EMIT worker_.published(modelOf(trainer));
        publishedStep_ = trainer.progress().stepsDone();
        publishedAt_ = Clock::now();
    }

    void publishLast(const Trainer& trainer) {
        if (trainer.progress().stepsDone() != publishedStep_)
            publish(trainer);
    }

private:
    ModelHandle modelOf(const Trainer& trainer) const {
        const TokenizerConfiguration tokenizer{trainer.settings().standardization,
                                               trainer.settings().data.sequenceLength};
        LanguageModelFile file{trainer.model().snapshot(), tokenizer, data_.vocabulary};
        return std::make_shared<const LoadedModel>(std::move(file), name_,
                                                   trainer.progress().stepsDone());
    }

    void sliceDone(const Trainer& trainer) {
        if (trainer.betweenSteps())
            stepEnded(trainer);
        const auto now = Clock::now();
        if (now - reportedAt_ >= reportInterval)
            report(trainer);
        if (now - publishedAt_ >= publishInterval)
            publishLast(trainer);
    }

    /// With its validation, where one was due.
    void stepEnded(const Trainer& trainer) {
        const std::int64_t step = trainer.progress().stepsDone();
        const std::int64_t interval = control_.momentInterval();
        if (trainer.atEpochEnd() || (interval > 0 && step % interval == 0))
            Q_EMIT worker_.momentReached(momentOf(trainer));
        control_.stepDone();
        if (!control_.isPaused())
            return;
        report(trainer);
        publishLast(trainer);
        Q_EMIT worker_.paused();
    }

    TrainingMoment momentOf(const Trainer& trainer) const {
        const TrainingProgress& progress = trainer.progress();
        const StepRecord& last = progress.steps.back();
        TrainingMoment moment{modelOf(trainer),     last.step, last.epoch,
                              trainer.atEpochEnd(), last.loss, std::nullopt};
        if (!progress.validations.empty() && progress.validations.back().step == last.step)
            moment.validationLoss = progress.validations.back().loss;
        return moment;
    }

    TrainingWorker& worker_;
    TrainingControl& control_;
    const TrainingData& data_;
    std::string name_;
    TrainingReport report_;
    Clock::time_point reportedAt_;
    Clock::time_point publishedAt_; ///< long ago: the first step's weights are worth seeing
    std::int64_t publishedStep_ = 0;
};

} // namespace

std::unique_ptr<LanguageModel> libtorchLanguageModel(const TrainingRequest& request) {
    const LibtorchFunctions& libtorch = libtorchFunctions();
    libtorch.prepareComputeThreads(request.threads);
    const TrainingSettings& settings = request.settings;
    return libtorch.createLanguageModel(settings.model, settings.optimizer, settings.seed);
}

TrainingWorker::TrainingWorker(std::shared_ptr<TrainingControl> control,
                               LanguageModelFactory factory)
    : control_(std::move(control)), factory_(std::move(factory)) {}

void TrainingWorker::run(const TrainingRequest& request) {
    constexpr id_t thisThread = 0;
    setpriority(PRIO_PROCESS, thisThread, trainerNiceness);
    TrainingOutcome outcome;
    const auto fail = [&outcome](TrainingOutcome::Trouble trouble, const QString& problem) {
        outcome = {false, trouble, problem};
    };
    using Trouble = TrainingOutcome::Trouble;
    try {
        outcome.completed = train(request);
    } catch (const Cancelled&) {
        outcome.completed = false;
    } catch (const std::bad_alloc&) {
        fail(Trouble::memory, tr("memory ran out"));
    } catch (const DivergedError& error) {
        fail(Trouble::diverged, QString::fromUtf8(error.what()));
    } catch (const MemoryError& error) {
        fail(Trouble::memory, QString::fromUtf8(error.what()));
    } catch (const std::exception& error) {
        fail(Trouble::other, QString::fromUtf8(error.what()));
    }
    Q_EMIT ended(outcome);
}

bool TrainingWorker::train(const TrainingRequest& request) {
    const Progress progress{[this](double fraction) { Q_EMIT preparing(fraction); },
                            control_->stopToken()};
    if (request.resumeFrom.isEmpty())
        validate(request.settings);
    requireOutput(filePath(request.output));
    TrainingPreparation preparation = prepare(request, progress);
    const TrainingData& data = preparation.data;
    requireMemory(preparation, request.threads);
    auto references = std::async(std::launch::async, [&data, stop = progress.stop] {
        return lossReferences(data.training, data.vocabulary.size(), stop);
    });
    TrainingRequest actual = request;
    actual.settings = preparation.settings;
    Trainer trainer = makeTrainer(preparation, factory_(actual));
    Q_EMIT prepared(
        {trainer.settings(), trainer.progress(), trainer.stepsPerEpoch(), references.get()});
    RunReporter reporter(*this, *control_, data, nameOf(request));
    TrainingRunSettings runSettings;
    runSettings.output = filePath(request.output);
    runSettings.resumedFrom = filePath(request.resumeFrom);
    runSettings.autosaveInterval = autosaveInterval;
    try {
        const bool completed = runTraining(trainer, data, runSettings, reporter.observer(trainer),
                                           control_->stopToken());
        reporter.report(trainer);
        reporter.publishLast(trainer);
        return completed;
    } catch (const std::exception&) {
        reporter.report(trainer); // the steps that led to the failure
        reporter.publishLast(trainer);
        throw;
    }
}

} // namespace tempera::studio
