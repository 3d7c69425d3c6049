// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/system/available_processors.h"
#include "ui/setup/model_panel.h"
#include "ui/training/training_panel.h"
#include "ui/training/training_strip.h"

#include <QFileDialog>
#include <QMessageBox>

namespace tempera::studio {

namespace {

/// Where nothing is open yet, the built-in reviews.
TrainingCorpus openCorpusOf(Studio& studio) {
    const CorpusController& corpus = studio.corpus();
    TrainingCorpus source{corpus.path(), corpus.options(), corpus.corpus()};
    if (corpus.overview())
        source.standardization = corpus.overview()->standardization;
    return source;
}

void openSomething(Studio& studio) {
    if (!studio.corpus().corpus() && !studio.corpus().isReading())
        studio.corpus().open({});
}

void play(Studio& studio) {
    if (studio.training().isRunning())
        studio.training().resume();
    else
        beginTraining(studio);
}

void step(Studio& studio) {
    if (studio.training().isRunning())
        studio.training().step();
    else
        beginTraining(studio, /*singleStep=*/true);
}

/// Strip and panel have the same pedals.
template <typename Pedals>
void connectPedals(Studio& studio, Pedals& pedals) {
    TrainingController& training = studio.training();
    QObject::connect(&pedals, &Pedals::playRequested, &studio, [&studio] { play(studio); });
    QObject::connect(&pedals, &Pedals::stepRequested, &studio, [&studio] { step(studio); });
    QObject::connect(&pedals, &Pedals::pauseRequested, &training, &TrainingController::pause);
    QObject::connect(&pedals, &Pedals::stopRequested, &training, &TrainingController::stop);
}

void tellTrainedElsewhere(Studio& studio) {
    studio.window().notify(Studio::tr("This run is being trained in another window."));
}

void resumeFromFile(Studio& studio) {
    const QString path = QFileDialog::getOpenFileName(
        &studio.window(), Studio::tr("Go On with a Run"), {}, Studio::tr("Checkpoint (*.tempera)"));
    if (path.isEmpty() || !mayTrain(studio))
        return;
    const int threads = ui::plannedThreads(studio.setup().plan(), availableProcessors());
    if (!studio.runKeeper().resumeFile(path, openCorpusOf(studio), threads))
        tellTrainedElsewhere(studio);
}

void connectActions(Studio& studio) {
    ui::WindowActions& actions = studio.window().actions();
    TrainingController& training = studio.training();
    QObject::connect(actions.train, &QAction::triggered, &studio, [&studio] {
        openSomething(studio);
        studio.window().raiseTall(studio.window().model());
    });
    QObject::connect(actions.resumeTraining, &QAction::triggered, &studio,
                     [&studio] { resumeFromFile(studio); });
    QObject::connect(actions.pauseTraining, &QAction::toggled, &training,
                     [&training](bool pause) { pause ? training.pause() : training.resume(); });
    QObject::connect(actions.stepTraining, &QAction::triggered, &studio,
                     [&studio] { step(studio); });
    QObject::connect(actions.stopTraining, &QAction::triggered, &training,
                     &TrainingController::stop);
    QObject::connect(actions.saveCheckpoint, &QAction::triggered, &training,
                     [&training] { training.save(); });
}

void showPhase(ui::WindowActions& actions, const ui::TrainingStatus& status, bool running) {
    const bool paused = status.phase == ui::TrainingStatus::Phase::paused;
    const QSignalBlocker quiet(actions.pauseTraining);
    actions.pauseTraining->setChecked(paused);
    actions.pauseTraining->setEnabled(running);
    actions.stepTraining->setEnabled(!running || paused);
    actions.stopTraining->setEnabled(running);
    actions.saveCheckpoint->setEnabled(running);
    actions.resumeTraining->setEnabled(!running);
}

void connectPanel(Studio& studio, ui::TrainingPanel& panel) {
    TrainingController& training = studio.training();
    QObject::connect(&training, &TrainingController::started, &panel, [&studio, &panel] {
        panel.begin({}, 0);
        panel.setReferences(std::nullopt);
        studio.window().raisePanel(panel);
    });
    QObject::connect(&training, &TrainingController::prepared, &panel,
                     [&panel](const TrainingStart& start) {
                         panel.begin(start.progress, start.stepsPerEpoch);
                         panel.setReferences(start.references);
                     });
    QObject::connect(&training, &TrainingController::reported, &panel,
                     [&studio, &panel](const TrainingReport& report) {
                         panel.append(report.steps, report.validations);
                         panel.flush();
                         studio.window().strip().setLosses(studio.training().losses());
                     });
}

/// Closing the window ends the run: its last weights are saved first. Where they can't be, the
/// window stays, with what is wrong.
void refuseOrStop(Studio& studio, bool& allowed) {
    if (!studio.training().isRunning())
        return;
    const bool kept = !studio.training().request().output.isEmpty();
    const auto answer = QMessageBox::question(
        &studio.window(), Studio::tr("Training is under way"),
        kept ? Studio::tr("Stop the training and close? What was learned is saved first, and the "
                          "next start can go on with it.")
             : Studio::tr("Stop the training and close? This run writes no checkpoint: what was "
                          "learned is lost, unless you save the model first."),
        QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
    allowed = allowed && answer == QMessageBox::Close && studio.runKeeper().suspend();
}

} // namespace

bool mayTrain(Studio& studio) {
    if (studio.training().isRunning()) {
        studio.window().notify(Studio::tr("A run is under way: stop it first."));
        return false;
    }
    if (studio.corpus().isReading()) {
        studio.window().notify(Studio::tr("The corpus is still being read."));
        return false;
    }
    return true;
}

void beginTraining(Studio& studio, bool singleStep) {
    if (!mayTrain(studio))
        return;
    const ui::RunPlan& plan = studio.setup().plan();
    TrainingRequest request;
    request.corpus = openCorpusOf(studio);
    request.settings = plan.settings;
    request.threads = ui::plannedThreads(plan, availableProcessors());
    request.output = plan.output;
    request.singleStep = singleStep;
    studio.runKeeper().begin(request);
    openSomething(studio); // the tabs show what is trained on
}

void goOnWith(Studio& studio, const RunRecord& run, const ResumeChanges& changes,
              const QString& checkpoint) {
    if (mayTrain(studio) && !studio.runKeeper().resume(run, changes, checkpoint))
        tellTrainedElsewhere(studio);
}

void goOnWith(Studio& studio, const RunRecord& run) {
    goOnWith(studio, run, {});
}

void wireTraining(Studio& studio) {
    ui::MainWindow& window = studio.window();
    QObject::connect(&studio.training(), &TrainingController::statusChanged, &window,
                     [&studio](const ui::TrainingStatus& status) {
                         studio.window().strip().setStatus(status);
                         studio.window().training().setStatus(status);
                         showPhase(studio.window().actions(), status,
                                   studio.training().isRunning());
                     });
    QObject::connect(&window, &ui::MainWindow::closing, &studio,
                     [&studio](bool& allowed) { refuseOrStop(studio, allowed); });
    showPhase(window.actions(), {}, false);
    connectPanel(studio, window.training());
    connectPedals(studio, window.strip());
    connectPedals(studio, window.training());
    connectActions(studio);
}

} // namespace tempera::studio
