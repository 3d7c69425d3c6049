// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/lens/lens_panel.h"
#include "ui/samplers/sampler_panel.h"
#include "ui/text/writing_panel.h"

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

} // namespace

void wireLens(Studio& studio) {
    ui::LensPanel& lens = studio.window().lens();
    Exploration& exploration = studio.exploration();
    TextController& text = studio.text();
    lens.setSamplers(exploration.state().samplers);
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
