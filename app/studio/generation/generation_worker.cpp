// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/generation/generation_worker.h"

#include "core/model/batched_generation.h"
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
    std::vector<SharedLogits> logitsAfterEach(std::span<const std::span<const TokenId>> texts,
                                              bool remembers) override {
        return cache_.sharedLogitsAfterEach(texts, remembers);
    }

private:
    PrefixCache cache_;
};

} // namespace

std::vector<SharedLogits>
PredictionSource::logitsAfterEach(std::span<const std::span<const TokenId>> texts,
                                  bool /*remembers*/) {
    std::vector<SharedLogits> logits;
    for (const auto text : texts)
        logits.push_back(logitsAfter(text));
    return logits;
}

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
    lanes_.at(static_cast<std::size_t>(job.lane)) = Active{job};
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
        writeTokens(*active);
        const std::vector<WrittenTokens> written = takeWritten(*active);
        if (active->writings.empty() && active->next == active->job.texts.size())
            active.reset();
        for (const WrittenTokens& tokens : written)
            Q_EMIT tokensWritten(tokens);
    } catch (const std::exception& error) {
        const GenerationFailure failure{active->job.id, active->job.lane,
                                        QString::fromUtf8(error.what())};
        active.reset();
        Q_EMIT failed(failure);
    }
}

/// Until the slice is over, or a text.
void GenerationWorker::writeTokens(Active& active) {
    const auto end = std::chrono::steady_clock::now() + sliceTime;
    beginTexts(active);
    while (!step(active) && std::chrono::steady_clock::now() < end) {
    }
}

void GenerationWorker::beginTexts(Active& active) {
    const GenerationJob& job = active.job;
    for (; active.writings.size() < textsAtOnce && active.next < job.texts.size(); ++active.next)
        active.writings.push_back({GenerationRun(job.prompt, job.texts[active.next]),
                                   {job.id, job.lane, active.next, 0, {}, false, false}});
}

/// One token of every text. Returns whether one of them is finished.
bool GenerationWorker::step(Active& active) {
    std::vector<std::span<const TokenId>> texts;
    for (const Writing& writing : active.writings)
        texts.emplace_back(writing.run.text());
    // Nobody comes back to the texts of a long list: they would drive all else out of the cache.
    const auto logits =
        sourceOf(active.job.model).logitsAfterEach(texts, active.job.lane != Lane::results);
    bool finished = false;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        auto& [run, unsent] = active.writings[i];
        unsent.tokens.push_back(
            {run.advance(*logits[i]), active.job.keepLogits ? logits[i] : nullptr});
        unsent.textFinished = run.finished();
        finished = finished || run.finished();
    }
    return finished;
}

/// What is to be sent of each text. Those that are finished make room for others.
std::vector<WrittenTokens> GenerationWorker::takeWritten(Active& active) {
    std::vector<WrittenTokens> written;
    for (auto& [run, unsent] : active.writings) {
        written.push_back(unsent);
        unsent.first += unsent.tokens.size();
        unsent.tokens.clear();
    }
    std::erase_if(active.writings, [](const Writing& writing) { return writing.run.finished(); });
    written.back().jobFinished = active.writings.empty() && active.next == active.job.texts.size();
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
