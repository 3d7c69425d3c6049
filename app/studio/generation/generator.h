// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/generation/generation_job.h"
#include "app/studio/generation/generation_worker.h"

#include <QObject>
#include <QThread>
#include <array>

namespace tempera::studio {

/// The generator thread as the GUI sees it: hand in a job, get its tokens. Answers of jobs that
/// were replaced or cancelled meanwhile never arrive.
class Generator final : public QObject {
    Q_OBJECT
public:
    explicit Generator(QObject* parent = nullptr,
                       PredictionSourceFactory factory = cachedPredictionSource);
    /// Waits for the slice that is under way (milliseconds).
    ~Generator() override;

    /// Replaces the lane's job. The job's id is set here.
    void start(GenerationJob job);
    void cancel(Lane lane);
    /// True from start() until the job's last token, failure or cancellation.
    bool isBusy(Lane lane) const { return current_.at(static_cast<std::size_t>(lane)) != 0; }

Q_SIGNALS:
    void tokensWritten(const tempera::studio::WrittenTokens& tokens);
    void failed(const tempera::studio::GenerationFailure& failure);
    void busyChanged(tempera::studio::Lane lane, bool busy);

    void jobSubmitted(const tempera::studio::GenerationJob& job, QPrivateSignal);
    void laneCancelled(tempera::studio::Lane lane, QPrivateSignal);

private:
    void receive(const WrittenTokens& tokens);
    void receiveFailure(const GenerationFailure& failure);
    void setCurrent(Lane lane, std::uint64_t job);

    QThread thread_;
    GenerationWorker* worker_; ///< lives in thread_, which deletes it
    std::uint64_t lastId_ = 0;
    std::array<std::uint64_t, laneCount> current_ = {}; ///< the lane's job, 0 where there is none
};

} // namespace tempera::studio
