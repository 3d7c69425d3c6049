// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/setup/estimate_words.h"

#include "ui/samplers/number_text.h"

#include <QCoreApplication>
#include <QStringList>
#include <cmath>

namespace tempera::ui {

namespace {

QString words(const char* text) {
    return QCoreApplication::translate("EstimateWords", text);
}

/// "4 min 10 s": a number of large units and of small ones, `factor` of them in a large one.
QString twoUnits(double small, int factor, const char* both, const char* whole) {
    const qint64 total = std::llround(small);
    const qint64 rest = total % factor;
    return rest == 0 ? words(whole).arg(countText(total / factor))
                     : words(both).arg(countText(total / factor), countText(rest));
}

QString runLine(const RunEstimate& estimate, const TrainingSettings& settings) {
    const TrainingLimits& limits = settings.limits;
    if (estimate.secondsPerRun && *estimate.secondsPerRun > 0.0)
        return words("%1 in all").arg(timeWords(*estimate.secondsPerRun));
    if (limits.minutes)
        return words("%1 in all: the limit").arg(timeWords(*limits.minutes * 60.0));
    if (settings.schedule.kind == ScheduleKind::cosine && limits == TrainingLimits())
        return words("no limit: until it is stopped, with a learning rate that never falls");
    return words("no limit: until it is stopped");
}

} // namespace

QString timeWords(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0.0)
        return QStringLiteral("\u2014");
    if (seconds < 0.0995)
        return words("%1 ms").arg(numberText(seconds * 1e3, seconds < 0.00995 ? 1 : 0));
    if (seconds < 59.5)
        return words("%1 s").arg(numberText(seconds, seconds < 0.995 ? 2 : seconds < 9.95 ? 1 : 0));
    if (seconds < 3599.5)
        return twoUnits(seconds, 60, "%1 min %2 s", "%1 min");
    const double minutes = seconds / 60.0;
    if (minutes < 24.0 * 60.0 - 0.5)
        return twoUnits(minutes, 60, "%1 h %2 min", "%1 h");
    return twoUnits(minutes / 60.0, 24, "%1 d %2 h", "%1 d");
}

QString memoryWords(quint64 bytes) {
    const double megabytes = static_cast<double>(bytes) / 1e6;
    if (megabytes < 999.5)
        return words("%1 MB").arg(numberText(megabytes, 0));
    return words("%1 GB").arg(numberText(megabytes / 1e3, megabytes < 99'950.0 ? 1 : 0));
}

QStringList speedLines(const RunEstimate& estimate, const TrainingSettings& settings) {
    QStringList lines;
    if (estimate.secondsPerStep)
        lines.append(words("%1 per step").arg(timeWords(*estimate.secondsPerStep)));
    if (estimate.secondsPerEpoch)
        lines.append(words("%1 per epoch").arg(timeWords(*estimate.secondsPerEpoch)));
    if (lines.isEmpty())
        return lines;
    lines.append(runLine(estimate, settings));
    if (estimate.tokensPerSecond)
        lines.append(words("%1 tokens/s").arg(countText(std::llround(*estimate.tokensPerSecond))));
    return lines;
}

} // namespace tempera::ui
