// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/training_title.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace tempera::studio {

namespace {

using Phase = ui::TrainingStatus::Phase;

QString translate(const char* text) {
    return QCoreApplication::translate("TrainingTitle", text);
}

/// Rounded down: 100 % is done.
QString percentDone(const ui::TrainingStatus& status) {
    const double fraction = std::isfinite(status.fraction) ? status.fraction : 0.0;
    return translate("%1 %").arg(
        static_cast<int>(std::floor(std::clamp(fraction, 0.0, 1.0) * 100.0)));
}

QString runText(const ui::TrainingStatus& status) {
    switch (status.phase) {
    case Phase::preparing:
        return translate("Preparing");
    case Phase::running:
        return percentDone(status);
    case Phase::paused:
        return translate("Paused at %1").arg(percentDone(status));
    case Phase::stopping:
        return translate("Stopping");
    case Phase::none:
    case Phase::finished:
    case Phase::failed:
        break;
    }
    return {};
}

/// "Validation loss 5.28", or the training loss where nothing was held out.
QString lossText(const ui::TrainingStatus& status) {
    const bool validated = status.validationLoss && std::isfinite(*status.validationLoss);
    const auto loss = validated ? status.validationLoss : status.trainLoss;
    if (!loss || !std::isfinite(*loss))
        return {};
    return (validated ? translate("Validation loss %1") : translate("Training loss %1"))
        .arg(ui::numberText(*loss, 2));
}

} // namespace

QString windowTitle(const QString& modelName, const ui::TrainingStatus& status) {
    const QString title = translate("%1 — Tempera").arg(modelName);
    const QString run = runText(status);
    return run.isEmpty() ? title : run + QStringLiteral(" · ") + title;
}

QString resultText(const ui::TrainingStatus& status, double elapsedSeconds) {
    const QString loss = lossText(status);
    if (!(std::isfinite(elapsedSeconds) && elapsedSeconds > 0.0))
        return loss;
    const QString duration = ui::shortDurationText(elapsedSeconds);
    return loss.isEmpty() ? translate("It took %1").arg(duration)
                          : translate("%1 after %2").arg(loss, duration);
}

} // namespace tempera::studio
