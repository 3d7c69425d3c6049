// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/run_estimator.h"

#include "core/system/available_memory.h"
#include "core/system/available_processors.h"
#include "core/text/token.h"
#include "core/training/memory_estimate.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tempera::studio {

namespace {

using namespace std::chrono_literals;
constexpr auto changePause = 700ms;

/// The ids that the run would hold: at most, since words that are left out may empty a document.
std::uint64_t tokensUsed(const TokenizedCorpus& corpus, const DatasetSettings& settings) {
    if (settings.longDocuments == LongDocuments::windows)
        return corpus.tokenCount();
    const auto longest = static_cast<std::size_t>(settings.sequenceLength);
    std::uint64_t tokens = 0;
    for (std::size_t index = 0; index < corpus.documentCount(); ++index)
        tokens += std::min(corpus.document(index).size(), longest);
    return tokens;
}

/// The plan's settings with no more words than the corpus has.
TrainingSettings fitted(TrainingSettings settings, const TokenizedCorpus* corpus) {
    settings.model.vocabularySize = settings.data.vocabularySize;
    if (corpus != nullptr)
        settings.model.vocabularySize =
            std::min(settings.model.vocabularySize,
                     static_cast<std::int64_t>(corpus->words().size()) + firstWordToken);
    return settings;
}

} // namespace

RunEstimator::RunEstimator(TrainingSetup& setup, CorpusController& corpus,
                           TrainingController& training, LanguageModelFactory factory,
                           QObject* parent)
    : QObject(parent),
      setup_(setup),
      corpus_(corpus),
      training_(training),
      probe_(std::move(factory), nullptr) {
    pause_.setSingleShot(true);
    pause_.setInterval(changePause);
    connect(&pause_, &QTimer::timeout, this, &RunEstimator::measure);
    connect(&setup, &TrainingSetup::changed, this, &RunEstimator::planChanged);
    connect(&corpus, &CorpusController::opened, this, &RunEstimator::planChanged);
    connect(&training, &TrainingController::started, this, [this] {
        pause_.stop();
        probe_.cancel();
        estimate_.measuring = false;
        publish();
    });
    connect(&probe_, &SpeedProbe::measured, this, &RunEstimator::receive);
    connect(&probe_, &SpeedProbe::failed, this, [this](const QString& message) {
        estimate_.measuring = false;
        estimate_.problem = message;
        publish();
    });
    count();
}

void RunEstimator::setActive(bool active) {
    active_ = active;
    if (active && !estimate_.secondsPerStep)
        pause_.start();
    else if (!active)
        pause_.stop();
}

void RunEstimator::planChanged() {
    probe_.cancel();
    count();
    publish();
    if (active_)
        pause_.start();
}

void RunEstimator::count() {
    const auto corpus = corpus_.corpus();
    const TrainingSettings settings = fitted(setup_.plan().settings, corpus.get());
    estimate_ = {};
    estimate_.parameters = parameterCount(settings.model);
    estimate_.memoryNeeded =
        estimateTrainingMemory(settings, corpus ? tokensUsed(*corpus, settings.data) : 0,
                               ui::plannedThreads(setup_.plan(), availableProcessors()));
    estimate_.memoryAvailable = availableMemory();
}

void RunEstimator::measure() {
    const auto corpus = corpus_.corpus();
    if (!corpus || training_.isRunning() || corpus_.isReading())
        return;
    const ui::RunPlan& plan = setup_.plan();
    estimate_.measuring = true;
    estimate_.problem.clear();
    publish();
    probe_.measure(corpus, plan.settings, ui::plannedThreads(plan, availableProcessors()));
}

void RunEstimator::receive(const SpeedEstimate& speed) {
    estimate_.measuring = false;
    estimate_.parameters = speed.parameters;
    estimate_.stepsPerEpoch = speed.stepsPerEpoch;
    estimate_.secondsPerStep = speed.secondsPerStep;
    estimate_.secondsPerEpoch = speed.secondsPerEpoch;
    estimate_.tokensPerSecond = speed.tokensPerSecond;
    if (speed.secondsPerRun > 0.0)
        estimate_.secondsPerRun = speed.secondsPerRun;
    publish();
}

void RunEstimator::publish() {
    Q_EMIT changed(estimate_);
}

} // namespace tempera::studio
