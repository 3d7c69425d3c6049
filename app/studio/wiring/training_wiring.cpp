// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/training/training_dialog.h"
#include "app/studio/wiring/wiring.h"
#include "ui/training/loss_chart.h"
#include "ui/training/training_strip.h"

#include <QMessageBox>
#include <memory>
#include <utility>

namespace tempera::studio {

namespace {

void showReport(ui::LossChart& chart, const TrainingReport& report) {
    chart.setStepsPerEpoch(report.stepsPerEpoch);
    chart.append(report.steps, report.validations);
    chart.flush();
}

void showOutcome(Studio& studio, const TrainingOutcome& outcome) {
    ui::MainWindow& window = studio.window();
    if (!outcome.problem.isEmpty())
        window.showProblem(Studio::tr("Training ended: %1").arg(outcome.problem));
    else
        window.notify(outcome.completed ? Studio::tr("Training is finished.")
                                        : Studio::tr("Training was stopped."));
}

void connectPedals(Studio& studio) {
    ui::TrainingStrip& strip = studio.window().strip();
    ui::WindowActions& actions = studio.window().actions();
    TrainingController& training = studio.training();
    QObject::connect(&strip, &ui::TrainingStrip::playRequested, &studio, [&studio] {
        if (studio.training().isRunning())
            studio.training().resume();
        else
            offerTraining(studio, {});
    });
    QObject::connect(&strip, &ui::TrainingStrip::pauseRequested, &training,
                     &TrainingController::pause);
    QObject::connect(&strip, &ui::TrainingStrip::stopRequested, &training,
                     &TrainingController::stop);
    QObject::connect(actions.train, &QAction::triggered, &studio,
                     [&studio] { offerTraining(studio, {}); });
    QObject::connect(actions.pauseTraining, &QAction::toggled, &training,
                     [&training](bool pause) { pause ? training.pause() : training.resume(); });
    QObject::connect(actions.stopTraining, &QAction::triggered, &training,
                     &TrainingController::stop);
}

/// The window explores the newest weights of a run until another model is opened; the action brings
/// it back to them.
void followWeights(Studio& studio) {
    QAction* const useTrained = studio.window().actions().useTrained;
    useTrained->setEnabled(false);
    const auto followed = std::make_shared<ModelHandle>(); // what the window would be replaced by
    QObject::connect(&studio.training(), &TrainingController::started, &studio,
                     [&studio, followed] { *followed = studio.model().handle(); });
    QObject::connect(&studio.training(), &TrainingController::published, &studio,
                     [&studio, followed](const ModelHandle& model) {
                         if (studio.model().handle() == std::exchange(*followed, model))
                             studio.model().set(model);
                     });
    QObject::connect(useTrained, &QAction::triggered, &studio,
                     [&studio] { studio.model().set(studio.training().trainedModel()); });
    const auto enable = [&studio, useTrained] {
        const ModelHandle& trained = studio.training().trainedModel();
        useTrained->setEnabled(trained && trained != studio.model().handle());
    };
    QObject::connect(&studio.model(), &CurrentModel::changed, useTrained, enable);
    QObject::connect(&studio.training(), &TrainingController::published, useTrained, enable);
}

void showPhase(ui::WindowActions& actions, const ui::TrainingStatus& status, bool running) {
    const QSignalBlocker quiet(actions.pauseTraining);
    actions.pauseTraining->setChecked(status.phase == ui::TrainingStatus::Phase::paused);
    actions.pauseTraining->setEnabled(running);
    actions.stopTraining->setEnabled(running);
    actions.train->setEnabled(!running);
}

/// Closing the window ends the run: its last weights are saved first.
void refuseOrStop(Studio& studio, bool& allowed) {
    if (!studio.training().isRunning())
        return;
    const bool kept = !studio.training().request().output.isEmpty();
    const auto answer = QMessageBox::question(
        &studio.window(), Studio::tr("Training is under way"),
        kept ? Studio::tr("Stop the training and close? What was learned is saved first.")
             : Studio::tr("Stop the training and close? This run writes no checkpoint: what was "
                          "learned is lost, unless you save the model first."),
        QMessageBox::Close | QMessageBox::Cancel, QMessageBox::Cancel);
    allowed = allowed && answer == QMessageBox::Close;
}

} // namespace

void offerTraining(Studio& studio, const QString& corpus) {
    if (studio.training().isRunning()) {
        studio.window().notify(Studio::tr("A run is under way: stop it first."));
        return;
    }
    TrainingDialog dialog(corpus, &studio.window());
    if (dialog.exec() == QDialog::Accepted)
        studio.training().start(dialog.request());
}

void wireTraining(Studio& studio) {
    ui::MainWindow& window = studio.window();
    TrainingController& training = studio.training();
    QObject::connect(&training, &TrainingController::started, &window, [&window] {
        window.lossChart().clear();
        window.raisePanel(window.lossChart());
    });
    QObject::connect(&training, &TrainingController::statusChanged, &window,
                     [&studio](const ui::TrainingStatus& status) {
                         studio.window().strip().setStatus(status);
                         showPhase(studio.window().actions(), status,
                                   studio.training().isRunning());
                     });
    QObject::connect(&training, &TrainingController::reported, &window,
                     [&studio](const TrainingReport& report) {
                         showReport(studio.window().lossChart(), report);
                         studio.window().strip().setLosses(studio.training().losses());
                     });
    followWeights(studio);
    QObject::connect(&training, &TrainingController::saveFailed, &window,
                     &ui::MainWindow::showProblem);
    QObject::connect(&training, &TrainingController::ended, &window,
                     [&studio](const TrainingOutcome& outcome) { showOutcome(studio, outcome); });
    QObject::connect(&window, &ui::MainWindow::closing, &studio,
                     [&studio](bool& allowed) { refuseOrStop(studio, allowed); });
    showPhase(window.actions(), {}, false);
    connectPedals(studio);
}

} // namespace tempera::studio
