// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/lens/distribution_model.h"
#include "ui/lens/distribution_panel.h"
#include "ui/lens/distribution_view.h"
#include "ui/lens/lens_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/text/writing_panel.h"

#include <QShortcut>
#include <algorithm>

namespace tempera::studio {

namespace {

void setTemperature(Exploration& exploration, double temperature) {
    ExplorationState next = exploration.state();
    next.samplers = withTemperature(next.samplers, temperature);
    exploration.change(next, Studio::tr("change the temperature"),
                       Exploration::Change::temperature);
}

/// A text that goes on from the candidate; the one that was there stays as a branch of its own.
void branch(Studio& studio, TokenId candidate) {
    const auto forced = studio.text().forcedWith(candidate);
    if (!forced) {
        studio.window().notify(
            Studio::tr("That is one of the prompt's words: edit the prompt to change it."));
        return;
    }
    ExplorationState next = studio.exploration().state();
    const auto newest = std::ranges::max_element(next.branches, {}, &Branch::id);
    const std::string_view word = studio.model().handle()->vocabulary().displayWord(candidate);
    next.branches.push_back({newest->id + 1, next.branch().id, std::string(word), *forced});
    next.currentBranch = next.branches.back().id;
    studio.exploration().change(
        next, Studio::tr("branch at “%1”")
                  .arg(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()))));
}

/// The menu's commands reach into the Lens from the whole window.
void connectCommands(Studio& studio, ui::LensPanel& lens) {
    ui::WindowActions& actions = studio.window().actions();
    for (QShortcut* own : lens.findChildren<QShortcut*>(Qt::FindDirectChildrenOnly))
        if (own->key() == QKeySequence(QKeySequence::Find))
            own->setEnabled(false); // two of the same key would do nothing
    QObject::connect(actions.findToken, &QAction::triggered,
                     lens.findChild<ui::DistributionPanel*>(), &ui::DistributionPanel::startSearch);
    auto* const view = lens.findChild<ui::DistributionView*>();
    auto* const model = lens.findChild<ui::DistributionModel*>();
    QObject::connect(actions.branchHere, &QAction::triggered, &studio, [&studio, view, model] {
        const QModelIndex chosen = view->currentIndex();
        const auto token = chosen.isValid() ? model->row(chosen.row()).token : std::nullopt;
        if (token)
            branch(studio, *token);
        else
            studio.window().notify(Studio::tr("Choose a candidate in the Lens first."));
    });
}

} // namespace

void wireLens(Studio& studio) {
    ui::LensPanel& lens = studio.window().lens();
    Exploration& exploration = studio.exploration();
    TextController& text = studio.text();
    lens.setSamplers(exploration.state().samplers);
    connectCommands(studio, lens);
    QObject::connect(&exploration, &Exploration::changed, &lens,
                     [&lens](const ExplorationState& before, const ExplorationState& after) {
                         if (before.samplers != after.samplers)
                             lens.setSamplers(after.samplers);
                     });
    QObject::connect(&text, &TextController::positionChanged, &lens, &ui::LensPanel::setPosition);
    QObject::connect(&lens, &ui::LensPanel::temperatureDragStarted, &text,
                     &TextController::beginDrag);
    QObject::connect(&lens, &ui::LensPanel::temperatureDragFinished, &text,
                     &TextController::endDrag);
    QObject::connect(
        &lens, &ui::LensPanel::temperatureChanged, &exploration,
        [&exploration](double temperature) { setTemperature(exploration, temperature); });
    QObject::connect(&lens, &ui::LensPanel::branchRequested, &studio,
                     [&studio](TokenId candidate) { branch(studio, candidate); });
    QObject::connect(&lens, &ui::LensPanel::effectsChanged, &studio.window().samplers(),
                     &ui::SamplerPanel::setEffects);
}

} // namespace tempera::studio
