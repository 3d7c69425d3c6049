// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/desktop/training_manners.h"
#include "app/studio/desktop/training_title.h"
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"

namespace tempera::studio {

namespace {

void showTitle(Studio& studio) {
    if (const ModelHandle& model = studio.model().handle())
        studio.window().setWindowTitle(
            windowTitle(QString::fromStdString(model->name()), studio.training().status()));
}

void raise(ui::MainWindow& window) {
    if (window.isMinimized())
        window.showNormal();
    window.raise();
    window.activateWindow();
}

} // namespace

void wireManners(Studio& studio) {
    auto* const manners = new TrainingManners({}, {}, &studio);
    TrainingController& training = studio.training();
    QObject::connect(&studio.model(), &CurrentModel::changed, manners,
                     [&studio] { showTitle(studio); });
    QObject::connect(&training, &TrainingController::statusChanged, manners,
                     [&studio, manners](const ui::TrainingStatus& status) {
                         manners->setWindowActive(studio.window().isActiveWindow());
                         manners->setStatus(status);
                         showTitle(studio);
                     });
    QObject::connect(&training, &TrainingController::reported, manners,
                     [manners](const TrainingReport& report) {
                         manners->setElapsedSeconds(report.elapsedSeconds);
                     });
    QObject::connect(&training, &TrainingController::ended, manners,
                     [&studio, manners](const TrainingOutcome& outcome) {
                         manners->setWindowActive(studio.window().isActiveWindow());
                         manners->runEnded(outcome);
                     });
    QObject::connect(manners, &TrainingManners::activated, &studio.window(),
                     [&studio] { raise(studio.window()); });
}

} // namespace tempera::studio
