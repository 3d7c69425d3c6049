// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/generation/generation_worker.h"

#include "core/system/denormals.h"
#include "core/system/error.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tempera::studio {

namespace {

/// How long a slice may take before other requests are looked at.
constexpr auto sliceTime = std::chrono::milliseconds(5);
/// Models whose prefix trees are kept: the current one, and the one before it, whose texts may
/// still be under way while training publishes newer weights.
constexpr std::size_t keptSources = 2;

class CachedPredictions final : public PredictionSource {
public:
    explicit CachedPredictions(const WeightSnapshot& weights) : cache_(weights) {}
    SharedLogits logitsAfter(std::span<const TokenId> tokens) override {
        return cache_.sharedLogitsAfter(tokens);
    }

private:
    PrefixCache cache_;
};

} // namespace

std::unique_ptr<PredictionSource> cachedPredictionSource(const LoadedModel& model) {
    return std::make_unique<CachedPredictions>(model.weights());
}

GenerationWorker::GenerationWorker(PredictionSourceFactory factory)
    : factory_(std::move(factory)) {}

GenerationWorker::~GenerationWorker() = default;

void GenerationWorker::prepareThread() {
    flushDenormals();
}

void GenerationWorker::submit(const GenerationJob& job) {
    lanes_.at(static_cast<std::size_t>(job.lane)) = Active{job, 0, nullptr};
    scheduleTurn();
}

void GenerationWorker::cancel(Lane lane) {
    lanes_.at(static_cast<std::size_t>(lane)).reset();
}

void GenerationWorker::scheduleTurn() {
    if (std::exchange(turnScheduled_, true))
        return;
    // Behind the requests that are queued already: they are looked at first.
    QMetaObject::invokeMethod(this, &GenerationWorker::turn, Qt::QueuedConnection);
}

void GenerationWorker::turn() {
    turnScheduled_ = false;
    const auto waiting = [](const std::optional<Active>& active) { return active.has_value(); };
    const auto lane = std::ranges::find_if(lanes_, waiting);
    if (lane != lanes_.end())
        runSlice(*lane);
    if (std::ranges::any_of(lanes_, waiting))
        scheduleTurn();
}

void GenerationWorker::runSlice(std::optional<Active>& active) {
    try {
        const WrittenTokens written = writeTokens(*active);
        if (written.jobFinished)
            active.reset();
        Q_EMIT tokensWritten(written);
    } catch (const std::exception& error) {
        const GenerationFailure failure{active->job.id, active->job.lane,
                                        QString::fromUtf8(error.what())};
        active.reset();
        Q_EMIT failed(failure);
    }
}

WrittenTokens GenerationWorker::writeTokens(Active& active) {
    const GenerationJob& job = active.job;
    if (!active.run)
        active.run = std::make_unique<GenerationRun>(job.prompt, job.texts.at(active.text));
    GenerationRun& run = *active.run;
    PredictionSource& source = sourceOf(job.model);
    WrittenTokens written{job.id, job.lane, active.text, run.step(), {}, false, false};
    const auto end = std::chrono::steady_clock::now() + sliceTime;
    do {
        const SharedLogits logits = source.logitsAfter(run.text());
        written.tokens.push_back({run.advance(*logits), job.keepLogits ? logits : nullptr});
    } while (!run.finished() && std::chrono::steady_clock::now() < end);
    if (run.finished()) {
        written.textFinished = true;
        active.run.reset();
        written.jobFinished = ++active.text == job.texts.size();
    }
    return written;
}

PredictionSource& GenerationWorker::sourceOf(const ModelHandle& model) {
    const auto found = std::ranges::find(sources_, model, &Source::model);
    if (found != sources_.end()) {
        sources_.splice(sources_.begin(), sources_, found);
    } else {
        sources_.push_front({model, factory_(*model)});
        if (sources_.size() > keptSources)
            sources_.pop_back();
    }
    return *sources_.front().predictions;
}

} // namespace tempera::studio
