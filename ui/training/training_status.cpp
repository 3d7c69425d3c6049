// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_status.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

namespace tempera::ui {

namespace {

QString epochText(const TrainingStatus& status) {
    if (status.totalEpochs)
        return QCoreApplication::translate("TrainingStatus", "epoch %1 of %2")
            .arg(countText(status.epoch), countText(*status.totalEpochs));
    return QCoreApplication::translate("TrainingStatus", "epoch %1").arg(countText(status.epoch));
}

QString stepText(const TrainingStatus& status) {
    if (status.totalSteps)
        return QCoreApplication::translate("TrainingStatus", "step %1 / %2")
            .arg(countText(status.step), countText(*status.totalSteps));
    return QCoreApplication::translate("TrainingStatus", "step %1").arg(countText(status.step));
}

QString phaseText(TrainingStatus::Phase phase) {
    switch (phase) {
    case TrainingStatus::Phase::none:
        return QCoreApplication::translate("TrainingStatus", "Not training");
    case TrainingStatus::Phase::preparing:
        return QCoreApplication::translate("TrainingStatus", "preparing");
    case TrainingStatus::Phase::paused:
        return QCoreApplication::translate("TrainingStatus", "paused");
    case TrainingStatus::Phase::stopping:
        return QCoreApplication::translate("TrainingStatus", "stopping");
    case TrainingStatus::Phase::finished:
        return QCoreApplication::translate("TrainingStatus", "finished");
    case TrainingStatus::Phase::failed:
        return QCoreApplication::translate("TrainingStatus", "failed");
    case TrainingStatus::Phase::running:
        break;
    }
    return {};
}

bool known(double figure) {
    return std::isfinite(figure) && figure > 0.0;
}

} // namespace

QString shortDurationText(double seconds) {
    const auto whole = static_cast<qint64>(std::ceil(seconds));
    if (whole < 60)
        return QCoreApplication::translate("TrainingStatus", "%1 s").arg(whole);
    const qint64 minutes = (whole + 30) / 60;
    if (minutes < 60)
        return QCoreApplication::translate("TrainingStatus", "%1 min").arg(minutes);
    return QCoreApplication::translate("TrainingStatus", "%1 h %2 min")
        .arg(countText(minutes / 60))
        .arg(minutes % 60);
}

QString progressText(const TrainingStatus& status) {
    if (!status.message.isEmpty())
        return status.message;
    QStringList parts;
    if (const QString phase = phaseText(status.phase); !phase.isEmpty())
        parts.append(phase);
    if (status.epoch > 0)
        parts.append(epochText(status));
    if (status.step > 0 || status.totalSteps)
        parts.append(stepText(status));
    if (status.phase != TrainingStatus::Phase::running)
        return parts.join(u" \u00b7 "_qs);
    if (known(status.tokensPerSecond))
        parts.append(QCoreApplication::translate("TrainingStatus", "%1 tokens/s")
                         .arg(countText(std::llround(status.tokensPerSecond))));
    if (known(status.secondsLeft))
        parts.append(QCoreApplication::translate("TrainingStatus", "%1 left")
                         .arg(shortDurationText(status.secondsLeft)));
    return parts.join(u" \u00b7 "_qs);
}

QString perplexityText(double perplexity) {
    if (std::isinf(perplexity))
        return u"\u221e"_qs;
    if (perplexity >= 1e6)
        return displayLocale().toString(perplexity, 'g', 3);
    return numberText(perplexity, perplexity < 10.0 ? 1 : 0);
}

std::optional<double> perplexityOf(const TrainingStatus& status) {
    const std::optional<double> loss =
        status.validationLoss ? status.validationLoss : status.trainLoss;
    if (!loss || !std::isfinite(*loss))
        return std::nullopt;
    return std::exp(*loss);
}

} // namespace tempera::ui
