// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/moments/moments_panel.h"

#include <QSettings>
#include <algorithm>
#include <memory>

namespace tempera::studio {

namespace {

constexpr const char* intervalKey = "training/momentInterval";

void connectPanel(Studio& studio, ui::MomentsPanel& panel) {
    QObject::connect(&panel, &ui::MomentsPanel::momentChosen, &studio,
                     [&studio](qint64 step) { studio.timeMachine().show(step); });
    QObject::connect(&panel, &ui::MomentsPanel::liveRequested, &studio, [&studio] {
        studio.timeMachine().cancelShow();
        if (const auto& opened = studio.runKeeper().opened())
            studio.model().load(opened->checkpoint);
        else
            studio.weights().useNewest();
    });
    const qint64 interval = QSettings().value(intervalKey, 0).toLongLong();
    panel.setInterval(std::max<qint64>(interval, 0));
    studio.training().setMomentInterval(std::max<qint64>(interval, 0));
    QObject::connect(&panel, &ui::MomentsPanel::intervalChanged, &studio.training(),
                     [&studio](qint64 steps) {
                         studio.training().setMomentInterval(steps);
                         QSettings().setValue(intervalKey, steps);
                     });
}

} // namespace

void wireMoments(Studio& studio) {
    ui::MomentsPanel& panel = studio.window().moments();
    TimeMachine& machine = studio.timeMachine();
    const auto takePrompt = [&studio] {
        const ExplorationState& state = studio.exploration().state();
        studio.timeMachine().setPrompt(QString::fromStdString(state.prompt), state.seed);
    };
    QObject::connect(&studio.exploration(), &Exploration::changed, &machine, takePrompt);
    takePrompt();
    QObject::connect(&studio.training(), &TrainingController::momentReached, &machine,
                     &TimeMachine::keep);
    QObject::connect(&studio.training(), &TrainingController::statusChanged, &panel,
                     [&studio, &panel] { panel.setTraining(studio.training().isRunning()); });
    QObject::connect(&machine, &TimeMachine::momentsChanged, &panel,
                     [&machine, &panel] { panel.setMoments(machine.moments()); });
    QObject::connect(&machine, &TimeMachine::busyChanged, &panel, &ui::MomentsPanel::setBusy);
    QObject::connect(&machine, &TimeMachine::failed, &panel, &ui::MomentsPanel::setMessage);
    // Text, Lens and comparison show the model as it was, because it is the window's model.
    const auto shownModel = std::make_shared<ModelHandle>();
    QObject::connect(&machine, &TimeMachine::shown, &studio,
                     [&studio, &panel, shownModel](const ModelHandle& model, qint64 step) {
                         *shownModel = model;
                         studio.model().set(model);
                         panel.setShown(step);
                     });
    QObject::connect(&studio.model(), &CurrentModel::changed, &panel,
                     [&panel, shownModel](const ModelHandle& model) {
                         if (model != *shownModel)
                             panel.setShown(std::nullopt);
                     });
    connectPanel(studio, panel);
}

} // namespace tempera::studio
