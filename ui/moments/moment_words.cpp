// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_words.h"

#include "ui/lens/number_text.h"
#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

namespace tempera::ui {

namespace {

QString translate(const char* text) {
    return QCoreApplication::translate("MomentWords", text);
}

} // namespace

QString momentStepText(const Moment& moment) {
    return translate("step %1").arg(countText(moment.step));
}

QString momentEpochText(const Moment& moment) {
    if (moment.epoch == 0)
        return translate("before training");
    return (moment.atEpochEnd ? translate("end of epoch %1") : translate("in epoch %1"))
        .arg(countText(moment.epoch));
}

QString momentLossText(const Moment& moment) {
    QStringList parts;
    if (std::isfinite(moment.trainLoss))
        parts.append(translate("train %1").arg(numberText(moment.trainLoss, 2)));
    if (moment.validationLoss && std::isfinite(*moment.validationLoss))
        parts.append(translate("val %1").arg(numberText(*moment.validationLoss, 2)));
    return parts.join(u" \u00b7 "_qs);
}

QString momentText(const Moment& moment) {
    QStringList parts{momentStepText(moment), momentEpochText(moment)};
    if (const QString losses = momentLossText(moment); !losses.isEmpty())
        parts.append(losses);
    if (!moment.candidates.empty())
        parts.append(translate("entropy %1").arg(bitsText(moment.entropy)));
    return parts.join(u" \u00b7 "_qs);
}

} // namespace tempera::ui
