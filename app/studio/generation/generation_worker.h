// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/generation/generation_job.h"
#include "core/model/prefix_cache.h"

#include <QObject>
#include <array>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace tempera::studio {

/// Something that predicts with one model and hands its logits out to be kept.
class PredictionSource {
public:
    virtual ~PredictionSource() = default;
    virtual SharedLogits logitsAfter(std::span<const TokenId> tokens) = 0;
    /// The same for each of the texts, one after the other unless something faster is made of it.
    /// `remembers` is false where nobody will come back to them.
    virtual std::vector<SharedLogits>
    logitsAfterEach(std::span<const std::span<const TokenId>> texts, bool remembers);
};
/// Makes the source of a model; tests give a fake one.
using PredictionSourceFactory =
    std::function<std::unique_ptr<PredictionSource>(const LoadedModel& model)>;
/// The inference engine behind a prefix tree.
std::unique_ptr<PredictionSource> cachedPredictionSource(const LoadedModel& model);

/// Writes the texts of jobs, several side by side, in slices of a few milliseconds, so that a new
/// job or a cancellation is served in between. Lives in the generator thread; everything crosses as
/// values in queued signals.
class GenerationWorker final : public QObject {
    Q_OBJECT
public:
    explicit GenerationWorker(PredictionSourceFactory factory = cachedPredictionSource);
    ~GenerationWorker() override;

    void submit(const GenerationJob& job);
    void cancel(Lane lane);
    /// To be called once, in the generator thread.
    void prepareThread();

Q_SIGNALS:
    void tokensWritten(const tempera::studio::WrittenTokens& tokens);
    void failed(const tempera::studio::GenerationFailure& failure);

private:
    /// A text under way, and what of it was not sent yet.
    struct Writing {
        GenerationRun run;
        WrittenTokens unsent;
    };
    /// A job under way: the texts that are written side by side, and the first one behind them.
    struct Active {
        GenerationJob job;
        std::vector<Writing> writings = {};
        std::size_t next = 0;
    };
    struct Source {
        ModelHandle model;
        std::unique_ptr<PredictionSource> predictions;
    };

    void scheduleTurn();
    void turn();
    void runSlice(std::optional<Active>& active);
    void beginTexts(Active& active);
    void writeTokens(Active& active);
    bool step(Active& active);
    std::vector<WrittenTokens> takeWritten(Active& active);
    PredictionSource& sourceOf(const ModelHandle& model);

    PredictionSourceFactory factory_;
    std::array<std::optional<Active>, laneCount> lanes_;
    std::list<Source> sources_; ///< the one that was used last in front
    bool turnScheduled_ = false;
};

} // namespace tempera::studio
