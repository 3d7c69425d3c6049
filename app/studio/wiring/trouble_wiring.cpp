// SPDX-License-Identifier: GPL-3.0-or-later
// When training gets into trouble, a message says what is wrong and offers the ways out.
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/training/checkpoint_file.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <memory>

namespace tempera::studio {

namespace {

using Trouble = TrainingOutcome::Trouble;
using ui::WayOut;

std::filesystem::path filePath(const QString& path) {
    return {QFile::encodeName(path).toStdString()};
}

/// The checkpoint to go back to when the weights of the last one are on their way to infinity;
/// empty where there is none.
QString checkpointBefore(const TrainingRequest& run) {
    if (run.output.isEmpty())
        return {};
    for (const auto& path :
         {bestCheckpointPath(filePath(run.output)), previousCheckpointPath(filePath(run.output))}) {
        const QString name = QFile::decodeName(path.c_str());
        if (QFileInfo::exists(name))
            return name;
    }
    return run.resumeFrom; // a run that went on has no beginning to go back to
}

WayOut goBack(Studio& studio) {
    const RunRecord record = studio.runKeeper().current();
    ResumeChanges changes;
    changes.learningRateFactor = 0.5;
    const QString before = checkpointBefore(studio.training().request());
    if (!before.isEmpty())
        return {Studio::tr("Go &Back at Half the Learning Rate"),
                [&studio, record, changes, before] { goOnWith(studio, record, changes, before); }};
    TrainingRequest again = studio.runKeeper().asked();
    again.settings.schedule.learningRate *= changes.learningRateFactor;
    return {Studio::tr("&Begin Again at Half the Learning Rate"),
            [&studio, again] { studio.runKeeper().begin(again); }};
}

/// With smaller slices a step needs less memory and gives the same gradient.
std::vector<WayOut> useLessMemory(Studio& studio) {
    const RunRecord record = studio.runKeeper().current();
    const std::int64_t slice = record.settings.sliceSize / 2;
    if (slice < 1 || !QFileInfo::exists(record.checkpoint))
        return {};
    ResumeChanges changes;
    changes.sliceSize = slice;
    return {{Studio::tr("&Go On with Slices of %1").arg(QLocale().toString(qlonglong{slice})),
             [&studio, record, changes] { goOnWith(studio, record, changes); }}};
}

/// For a run whose corpus is gone, or another one than it was.
std::vector<WayOut> locateCorpus(Studio& studio) {
    if (studio.training().request().resumeFrom.isEmpty())
        return {};
    return {{Studio::tr("&Locate the Corpus..."), [&studio] {
                 RunRecord record = studio.runKeeper().current();
                 const QString path = QFileDialog::getOpenFileName(
                     &studio.window(), Studio::tr("The Corpus of %1").arg(record.name));
                 if (path.isEmpty())
                     return;
                 record.corpus = path;
                 goOnWith(studio, record);
             }}};
}

std::vector<WayOut> waysOut(Studio& studio, Trouble trouble) {
    switch (trouble) {
    case Trouble::diverged:
        return {goBack(studio)};
    case Trouble::memory:
        return useLessMemory(studio);
    case Trouble::other:
        return locateCorpus(studio);
    case Trouble::none:
        break;
    }
    return {};
}

void showOutcome(Studio& studio, const TrainingOutcome& outcome) {
    if (!outcome.problem.isEmpty())
        studio.window().showProblem(Studio::tr("Training ended: %1").arg(outcome.problem),
                                    waysOut(studio, outcome.trouble));
    else
        studio.window().notify(outcome.completed ? Studio::tr("Training is finished.")
                                                 : Studio::tr("Training was stopped."));
}

void saveElsewhere(Studio& studio) {
    QString path = QFileDialog::getSaveFileName(&studio.window(), Studio::tr("Keep the Model In"),
                                                {}, Studio::tr("Checkpoint (*.tempera)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".tempera")))
        path += QStringLiteral(".tempera");
    studio.training().save(path);
}

/// The checkpoint could not be written, and the run waits.
void offerSaving(Studio& studio, const QString& message) {
    TrainingController& training = studio.training();
    studio.window().showProblem(
        Studio::tr("Training is paused, its checkpoint was not written: %1").arg(message),
        {{Studio::tr("&Try Again"), [&training] { training.save(); }},
         {Studio::tr("&Keep It Elsewhere..."), [&studio] { saveElsewhere(studio); }},
         {Studio::tr("Go On &without Saving"), [&training] { training.goOnUnsaved(); }}});
}

void connectSaving(Studio& studio) {
    TrainingController& training = studio.training();
    const auto told = std::make_shared<bool>(false); // that the run waits for a person's decision
    QObject::connect(&training, &TrainingController::started, &studio, [told] { *told = false; });
    QObject::connect(&training, &TrainingController::statusChanged, &studio,
                     [&studio, told](const ui::TrainingStatus& status) {
                         const bool goesOn = status.phase == ui::TrainingStatus::Phase::running;
                         if (goesOn && std::exchange(*told, false))
                             studio.window().closeProblem();
                     });
    QObject::connect(&training, &TrainingController::saveFailed, &studio,
                     [&studio, told](const QString& message) {
                         *told = true;
                         offerSaving(studio, message);
                     });
    QObject::connect(&training, &TrainingController::saved, &studio, [&studio, told] {
        if (!std::exchange(*told, false))
            return;
        studio.window().closeProblem();
        studio.training().resume();
    });
}

} // namespace

void wireTrouble(Studio& studio) {
    QObject::connect(&studio.training(), &TrainingController::ended, &studio.window(),
                     [&studio](const TrainingOutcome& outcome) { showOutcome(studio, outcome); });
    connectSaving(studio);
}

/// After a crash: what was being trained can be gone on with.
void offerInterruptedRun(Studio& studio) {
    const auto run = studio.runs().interrupted();
    if (!run) {
        if (!studio.runs().problem().isEmpty())
            studio.window().showProblem(studio.runs().problem());
        return;
    }
    studio.window().showProblem(
        Studio::tr("The training of “%1” was interrupted. Its last checkpoint is of step %2.")
            .arg(run->name, QLocale().toString(run->step)),
        {{Studio::tr("&Go On with It"), [&studio, run = *run] { goOnWith(studio, run); }},
         {Studio::tr("&Leave It"), [&studio, run = *run]() mutable {
              run.state = RunRecord::State::stopped;
              studio.runs().update(run);
          }}});
}

} // namespace tempera::studio
