// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_worker.h"

#include "app/studio/libtorch_library.h"
#include "core/system/atomic_file.h"
#include "core/system/error.h"
#include "core/text/builtin_corpus.h"
#include "core/training/memory_estimate.h"
#include "core/training/training_run.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <chrono>
#include <filesystem>
#include <new>
#include <sys/resource.h>
#include <utility>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
constexpr auto reportInterval = 40ms;
constexpr auto publishInterval = 2s;
/// Lower priority than the window's. On Linux nice values are each thread's own, and the threads
/// that LibTorch starts from this one inherit it.
constexpr int trainerNiceness = 10;

std::filesystem::path filePath(const QString& path) {
    return {QFile::encodeName(path).toStdString()};
}

TokenizedCorpus readCorpusOf(const TrainingRequest& request, const Progress& progress) {
    if (request.corpus.isEmpty())
        return readBuiltinCorpus();
    return TokenizedCorpus::read(filePath(request.corpus), {}, request.settings.standardization,
                                 progress);
}

/// Before hours of work whose result is to go there.
void requireOutput(const std::filesystem::path& output) {
    if (output.empty())
        return;
    for (const auto& path : {output, previousCheckpointPath(output), bestCheckpointPath(output)})
        requireWritable(path);
}

std::string nameOf(const TrainingRequest& request) {
    if (!request.output.isEmpty())
        return QFileInfo(request.output).fileName().toStdString();
    return request.corpus.isEmpty()
               ? "built-in reviews, in training"
               : QFileInfo(request.corpus).fileName().toStdString() + ", in training";
}

/// What a run tells while it trains, gathered between two reports.
class RunReporter {
public:
    RunReporter(TrainingWorker& worker, TrainingControl& control, const TrainingData& data,
                std::string name)
        : worker_(worker), control_(control), data_(data), name_(std::move(name)) {}

    TrainingObserver observer() {
        TrainingObserver observer;
        observer.sliceDone = [this](const Trainer& trainer) { sliceDone(trainer); };
        observer.stepDone = [this](const StepRecord& record) { report_.steps.push_back(record); };
        observer.validated = [this](const ValidationRecord& record) {
            report_.validations.push_back(record);
        };
        observer.saved = [this](const std::filesystem::path& path) {
            Q_EMIT worker_.saved(QFile::decodeName(path.c_str()));
        };
        observer.saveFailed = [this](const std::string& message) {
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
        const TokenizerConfiguration tokenizer{trainer.settings().standardization,
                                               trainer.settings().data.sequenceLength};
        LanguageModelFile file{trainer.model().snapshot(), tokenizer, data_.vocabulary};
        const std::int64_t step = trainer.progress().stepsDone();
        Q_EMIT worker_.published(std::make_shared<const LoadedModel>(std::move(file), name_, step));
        publishedStep_ = step;
        publishedAt_ = Clock::now();
    }

    void publishLast(const Trainer& trainer) {
        if (trainer.progress().stepsDone() != publishedStep_)
            publish(trainer);
    }

private:
    void sliceDone(const Trainer& trainer) {
        const auto now = Clock::now();
        if (now - reportedAt_ >= reportInterval)
            report(trainer);
        if (now - publishedAt_ >= publishInterval)
            publishLast(trainer);
        control_.waitWhilePaused();
    }

    TrainingWorker& worker_;
    TrainingControl& control_;
    const TrainingData& data_;
    std::string name_;
    TrainingReport report_;
    Clock::time_point reportedAt_;
    Clock::time_point publishedAt_ = Clock::now();
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
    try {
        outcome.completed = train(request);
    } catch (const Cancelled&) {
        outcome.completed = false;
    } catch (const std::bad_alloc&) {
        outcome.problem = tr("Memory ran out: choose a smaller model, batch or corpus.");
    } catch (const std::exception& error) {
        outcome.problem = QString::fromUtf8(error.what());
    }
    Q_EMIT ended(outcome);
}

bool TrainingWorker::train(const TrainingRequest& request) {
    const Progress progress{[this](double fraction) { Q_EMIT preparing(fraction); },
                            control_->stopToken()};
    TrainingRequest actual = request;
    validate(actual.settings);
    requireOutput(filePath(request.output));
    const TrainingData data = [&] {
        const TokenizedCorpus corpus = readCorpusOf(request, progress);
        return prepareTrainingData(corpus, request.settings.data);
    }();
    actual.settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    requireMemory(actual.settings, data.training.tokens().size() + data.validation.tokens().size());
    Trainer trainer(factory_(actual), data, actual.settings);
    RunReporter reporter(*this, *control_, data, nameOf(request));
    TrainingRunSettings runSettings;
    runSettings.output = filePath(request.output);
    try {
        const bool completed =
            runTraining(trainer, data, runSettings, reporter.observer(), control_->stopToken());
        reporter.report(trainer);
        reporter.publishLast(trainer);
        return completed;
    } catch (const std::exception&) {
        reporter.report(trainer); // the steps that led to the failure
        throw;
    }
}

} // namespace tempera::studio
