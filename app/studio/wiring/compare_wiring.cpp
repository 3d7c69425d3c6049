// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/temperature_ladder.h"

#include <QDockWidget>

namespace tempera::studio {

namespace {

void connectColumns(Studio& studio) {
    ui::ComparePanel& panel = studio.window().compare();
    CompareController& compare = studio.compare();
    QObject::connect(&compare, &CompareController::columnsChanged, &panel,
                     &ui::ComparePanel::setColumns);
    QObject::connect(&compare, &CompareController::columnChanged, &panel,
                     &ui::ComparePanel::setColumn);
    QObject::connect(&panel, &ui::ComparePanel::columnActivated, &compare,
                     &CompareController::activate);
    QObject::connect(&panel, &ui::ComparePanel::temperaturesChanged, &studio,
                     [&studio](const std::vector<double>& temperatures) {
                         studio.compare().compareTemperatures();
                         ExplorationState next = studio.exploration().state();
                         next.comparedTemperatures = temperatures;
                         studio.exploration().change(next, Studio::tr("change what is compared"));
                     });
    QObject::connect(&studio.model(), &CurrentModel::changed, &panel,
                     [&studio](const ModelHandle& model) {
                         const QString separator = tokenSeparatorOf(*model);
                         studio.window().compare().setTokenSeparator(separator);
                         studio.window().ladder().setTokenSeparator(separator);
                     });
    QObject::connect(&studio.window().dockOf(panel), &QDockWidget::visibilityChanged, &compare,
                     &CompareController::setActive);
}

void connectLadder(Studio& studio) {
    ui::TemperatureLadder& panel = studio.window().ladder();
    LadderController& ladder = studio.ladder();
    Exploration& exploration = studio.exploration();
    panel.setCurrentTemperature(temperatureOf(exploration.state().samplers));
    QObject::connect(&ladder, &LadderController::restarted, &panel,
                     &ui::TemperatureLadder::setTemperatures);
    QObject::connect(&ladder, &LadderController::rowChanged, &panel,
                     &ui::TemperatureLadder::setRow);
    QObject::connect(&ladder, &LadderController::progressChanged, &panel,
                     &ui::TemperatureLadder::setProgress);
    QObject::connect(&exploration, &Exploration::changed, &panel,
                     [&panel](const ExplorationState&, const ExplorationState& after) {
                         panel.setCurrentTemperature(temperatureOf(after.samplers));
                     });
    QObject::connect(&panel, &ui::TemperatureLadder::temperatureChosen, &exploration,
                     [&exploration](double temperature) {
                         ExplorationState next = exploration.state();
                         next.samplers = withTemperature(next.samplers, temperature);
                         exploration.change(next, Studio::tr("choose a temperature"));
                     });
    QObject::connect(&studio.window().dockOf(panel), &QDockWidget::visibilityChanged, &ladder,
                     &LadderController::setActive);
}

} // namespace

void wireCompare(Studio& studio) {
    connectColumns(studio);
    connectLadder(studio);
}

} // namespace tempera::studio
