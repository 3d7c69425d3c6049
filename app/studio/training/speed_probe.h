// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/training/training_worker.h"
#include "core/text/tokenized_corpus.h"
#include "core/training/training_settings.h"

#include <QMetaType>
#include <QObject>
#include <QThread>
#include <cstdint>
#include <memory>
#include <stop_token>

namespace tempera::studio {

/// How fast a run would be on this machine, measured.
struct SpeedEstimate {
    std::int64_t stepsPerEpoch = 0;
    std::int64_t sequences = 0; ///< to train on
    double secondsPerStep = 0.0;
    double secondsPerEpoch = 0.0; ///< with its validation
    double secondsPerRun = 0.0;   ///< 0 where no limit of steps or epochs bounds it
    double tokensPerSecond = 0.0;
    std::int64_t parameters = 0;
    std::int64_t vocabularySize = 0; ///< that the corpus gives
    std::int64_t dataTokens = 0;     ///< of both sets, for estimateTrainingMemory
};

/// Runs a second or two of a training run that nobody asked for, to tell how long one would take:
/// on a thread of its own, at a nice value of 10. What it made is dropped.
class SpeedProbe final : public QObject {
    Q_OBJECT
public:
    explicit SpeedProbe(LanguageModelFactory factory = libtorchLanguageModel,
                        QObject* parent = nullptr);
    /// Cancels, and waits for the slice that is being computed.
    ~SpeedProbe() override;

    /// Cancels the measurement before, whose answer never comes, and begins another. Not to be
    /// called while a run trains: each would slow the other down.
    void measure(std::shared_ptr<const TokenizedCorpus> corpus, const TrainingSettings& settings,
                 int threads);
    /// No answer comes any more.
    void cancel();
    /// True until the answer has come or was cancelled.
    bool isMeasuring() const { return measuring_; }

Q_SIGNALS:
    void measured(const tempera::studio::SpeedEstimate& estimate);
    /// A run with these settings couldn't begin, with the reason for people.
    void failed(const QString& message);

private:
    void finish(quint64 number, const SpeedEstimate& estimate, const QString& problem);

    LanguageModelFactory factory_;
    QThread thread_; ///< begins with the first measurement
    /// Lives on thread_: measurements run one after the other in its event loop.
    std::unique_ptr<QObject> worker_;
    std::stop_source stop_;
    quint64 number_ = 0; ///< of the newest measurement
    bool measuring_ = false;
};

} // namespace tempera::studio

Q_DECLARE_METATYPE(tempera::studio::SpeedEstimate)
