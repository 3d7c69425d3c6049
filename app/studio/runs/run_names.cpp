// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/runs/run_names.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace tempera::studio {

namespace {

constexpr int longestCorpusName = 40;

/// A run from elsewhere may have reached any limit of its own; the others can't be told from runs
/// that were stopped.
bool reachedItsLimit(const TrainingHistory& history) {
    const TrainingLimits& limits = history.settings.limits;
    const std::int64_t steps = history.progress.stepsDone();
    return (limits.steps && steps >= *limits.steps) ||
           (limits.epochs && steps / history.stepsPerEpoch >= *limits.epochs) ||
           (limits.minutes && history.progress.elapsedSeconds >= *limits.minutes * 60.0);
}

} // namespace

QString runName(const RunRecord& record) {
    const QString corpus = record.corpus.isEmpty()
                               ? QCoreApplication::translate("RunLibrary", "Built-in reviews")
                               : QFileInfo(record.corpus).baseName();
    const std::string_view network = architectureName(record.settings.model.architecture);
    return QStringLiteral("%1 · %2").arg(
        corpus, QString::fromUtf8(network.data(), static_cast<qsizetype>(network.size())));
}

QString runFolderName(const RunRecord& record) {
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9]+"));
    const QString corpus =
        record.corpus.isEmpty() ? QStringLiteral("built-in") : QFileInfo(record.corpus).baseName();
    QString name = QString(corpus).replace(other, "-").left(longestCorpusName);
    while (name.startsWith('-'))
        name.remove(0, 1);
    while (name.endsWith('-'))
        name.chop(1);
    const QString time = record.started.toLocalTime().toString("yyyy-MM-dd-HHmmss");
    return name.isEmpty() ? time : time + "-" + name;
}

RunRecord recordOfFile(const QString& checkpointFile, const TrainingHistory& history) {
    const QFileInfo file(checkpointFile);
    RunRecord record;
    record.id = record.checkpoint = file.absoluteFilePath();
    record.name = file.fileName();
    record.settings = history.settings;
    record.started = file.lastModified().toUTC();
    record.state =
        reachedItsLimit(history) ? RunRecord::State::finished : RunRecord::State::stopped;
    record.step = history.progress.stepsDone();
    if (!history.progress.steps.empty())
        record.trainLoss = history.progress.steps.back().loss;
    if (!history.progress.validations.empty())
        record.validationLoss = history.progress.validations.back().loss;
    return record;
}

} // namespace tempera::studio
