// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QtGlobal>
#include <optional>

namespace tempera::ui {

/// What is known of a training run.
struct TrainingStatus {
    enum class Phase { none, preparing, running, paused, stopping, finished, failed };

    Phase phase = Phase::none;
    double fraction = 0.0; ///< of the run, in [0, 1]
    qint64 step = 0;
    std::optional<qint64> totalSteps;
    qint64 epoch = 0; ///< from 1; 0: none has begun
    std::optional<qint64> totalEpochs;
    double tokensPerSecond = 0.0;                    ///< 0: unknown
    double secondsLeft = 0.0;                        ///< 0: unknown
    std::optional<double> trainLoss, validationLoss; ///< nats per token
    QString message = {}; ///< takes the place of the figures beneath the bar where there is one
};

/// As in "epoch 3 of 10 · step 584 / 1,950 · 5,210 tokens/s · 21 min left": what is known, or the
/// message.
QString progressText(const TrainingStatus& status);
/// As in "21 min": rounded to what a person wants to know.
QString shortDurationText(double seconds);
/// A diverging run's loss makes hundreds of digits: three are shown, or the sign of infinity.
QString perplexityText(double perplexity);
/// e^loss of the validation loss, or of the training loss where there is none.
std::optional<double> perplexityOf(const TrainingStatus& status);

} // namespace tempera::ui
