// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/speed_probe.h"

#include "core/system/error.h"
#include "core/training/memory_estimate.h"
#include "core/training/step_timing.h"
#include "core/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <new>
#include <sys/resource.h>
#include <utility>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto budget = 1500ms;
/// As the trainer's, see TrainingWorker.
constexpr int probeNiceness = 10;

/// Of the limits that are counted in work, with that of the clock where it comes first.
double secondsPerRun(const TrainingLimits& limits, const EpochEstimate& epoch) {
    if (!limits.steps && !limits.epochs)
        return 0.0;
    double epochs = limits.epochs ? static_cast<double>(*limits.epochs) : HUGE_VAL;
    if (limits.steps)
        epochs = std::min(epochs, static_cast<double>(*limits.steps) /
                                      static_cast<double>(epoch.stepsPerEpoch));
    const double seconds = epochs * epoch.secondsPerEpoch;
    return limits.minutes ? std::min(seconds, *limits.minutes * 60.0) : seconds;
}

struct Measurement {
    LanguageModelFactory factory;
    std::shared_ptr<const TokenizedCorpus> corpus;
    TrainingSettings settings;
    int threads;
    std::stop_token stop;
};

void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw Cancelled();
}

/// As a run begins (TrainingWorker), up to its first slices.
SpeedEstimate run(const Measurement& measurement) {
    constexpr id_t thisThread = 0;
    setpriority(PRIO_PROCESS, thisThread, probeNiceness);
    throwIfStopped(measurement.stop);
    TrainingRequest request;
    request.settings = measurement.settings;
    request.threads = measurement.threads;
    TrainingSettings& settings = request.settings;
    validate(settings);
    const TrainingData data = prepareTrainingData(*measurement.corpus, settings.data);
    throwIfStopped(measurement.stop);
    SpeedEstimate estimate;
    settings.model.vocabularySize = static_cast<std::int64_t>(data.vocabulary.size());
    const std::size_t tokens = data.training.tokens().size() + data.validation.tokens().size();
    requireMemory(settings, tokens, measurement.threads);
    Trainer trainer(measurement.factory(request), data, settings);
    const StepTiming timing =
        measureStep(trainer.model(), data, settings, budget, measurement.stop);
    const EpochEstimate epoch = estimateEpoch(timing, data, settings);
    estimate.stepsPerEpoch = epoch.stepsPerEpoch;
    estimate.sequences = static_cast<std::int64_t>(data.training.size());
    estimate.secondsPerStep = epoch.secondsPerStep;
    estimate.secondsPerEpoch = epoch.secondsPerEpoch;
    estimate.secondsPerRun = secondsPerRun(settings.limits, epoch);
    estimate.tokensPerSecond = epoch.tokensPerSecond;
    estimate.parameters = parameterCount(settings.model);
    estimate.vocabularySize = settings.model.vocabularySize;
    estimate.dataTokens = static_cast<std::int64_t>(tokens);
    return estimate;
}

} // namespace

SpeedProbe::SpeedProbe(LanguageModelFactory factory, QObject* parent)
    : QObject(parent), factory_(std::move(factory)), worker_(std::make_unique<QObject>()) {
    worker_->moveToThread(&thread_);
    thread_.setObjectName(QStringLiteral("speed probe"));
}

SpeedProbe::~SpeedProbe() {
    cancel();
    thread_.quit();
    thread_.wait();
}

void SpeedProbe::measure(std::shared_ptr<const TokenizedCorpus> corpus,
                         const TrainingSettings& settings, int threads) {
    cancel();
    stop_ = std::stop_source();
    measuring_ = true;
    thread_.start(); // unless it runs already
    Measurement measurement{factory_, std::move(corpus), settings, threads, stop_.get_token()};
    QMetaObject::invokeMethod(
        worker_.get(), [this, number = number_, measurement = std::move(measurement)]() mutable {
            SpeedEstimate estimate;
            QString problem;
            try {
                estimate = run(measurement);
            } catch (const Cancelled&) {
                return;
            } catch (const std::bad_alloc&) {
                problem = tr("Memory ran out: choose a smaller model, batch or corpus.");
            } catch (const std::exception& error) {
                problem = QString::fromUtf8(error.what());
            }
            QMetaObject::invokeMethod(
                this, [this, number, estimate, problem] { finish(number, estimate, problem); });
        });
}

void SpeedProbe::cancel() {
    stop_.request_stop();
    measuring_ = false;
    ++number_;
}

void SpeedProbe::finish(quint64 number, const SpeedEstimate& estimate, const QString& problem) {
    if (number != number_)
        return;
    measuring_ = false;
    if (problem.isEmpty())
        Q_EMIT measured(estimate);
    else
        Q_EMIT failed(problem);
}

} // namespace tempera::studio
