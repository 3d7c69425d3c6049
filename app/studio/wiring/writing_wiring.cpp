// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/text/writing_panel.h"

#include <QRandomGenerator>

namespace tempera::studio {

namespace {

using Change = Exploration::Change;

void showState(ui::WritingPanel& panel, const ExplorationState& state) {
    const QString prompt = QString::fromStdString(state.prompt);
    if (panel.prompt() != prompt) // not while it is typed in
        panel.setPrompt(prompt);
    panel.setLength(static_cast<int>(state.length));
    panel.setSeed(state.seed);
    panel.setSeedLocked(state.seedLocked);
}

void showModel(ui::WritingPanel& panel, const LoadedModel& model) {
    panel.setVocabularySize(model.vocabulary().size());
    panel.setTokenSeparator(tokenSeparatorOf(model));
}

void reroll(Studio& studio) {
    ExplorationState next = studio.exploration().state();
    // Small enough to be read, remembered and typed again.
    next.seed = QRandomGenerator::global()->bounded(1'000'000U);
    studio.exploration().change(next, Studio::tr("re-roll the seed"));
}

/// Another text each time where the seed is free, the same one where it is locked.
void generate(Studio& studio) {
    if (studio.exploration().state().seedLocked)
        studio.text().generate();
    else
        reroll(studio);
}

void connectEdits(Studio& studio, ui::WritingPanel& panel) {
    Exploration& exploration = studio.exploration();
    QObject::connect(&panel, &ui::WritingPanel::promptEdited, &exploration,
                     [&exploration](const QString& prompt) {
                         ExplorationState next = exploration.state();
                         next.prompt = prompt.toStdString();
                         exploration.change(next, Studio::tr("edit the prompt"), Change::prompt);
                     });
    QObject::connect(&panel, &ui::WritingPanel::lengthChanged, &exploration,
                     [&exploration](int length) {
                         ExplorationState next = exploration.state();
                         next.length = static_cast<std::size_t>(length);
                         exploration.change(next, Studio::tr("change the length"), Change::length);
                     });
    QObject::connect(&panel, &ui::WritingPanel::seedChanged, &exploration,
                     [&exploration](quint64 seed) {
                         ExplorationState next = exploration.state();
                         next.seed = seed;
                         exploration.change(next, Studio::tr("change the seed"), Change::seed);
                     });
    QObject::connect(&panel, &ui::WritingPanel::seedLockChanged, &exploration,
                     [&exploration](bool locked) {
                         ExplorationState next = exploration.state();
                         next.seedLocked = locked;
                         exploration.change(next, Studio::tr("lock or free the seed"));
                     });
}

void connectText(Studio& studio, ui::WritingPanel& panel) {
    TextController& text = studio.text();
    QObject::connect(&text, &TextController::textChanged, &panel,
                     [&panel](const ui::TextTokens& tokens, int staleFrom) {
                         panel.setTokens(tokens);
                         panel.setStaleFrom(staleFrom);
                     });
    QObject::connect(&text, &TextController::referenceChanged, &panel,
                     &ui::WritingPanel::setReference);
    QObject::connect(&text, &TextController::selectionChanged, &panel,
                     &ui::WritingPanel::setSelected);
    QObject::connect(&text, &TextController::promptMessageChanged, &panel,
                     &ui::WritingPanel::setPromptMessage);
    QObject::connect(&text, &TextController::generatingChanged, &panel,
                     &ui::WritingPanel::setGenerating);
    QObject::connect(&text, &TextController::failed, &panel, [&panel](const QString& message) {
        panel.setPromptMessage(message, /*isWarning=*/true);
    });
    QObject::connect(&panel, &ui::WritingPanel::tokenSelected, &text, &TextController::select);
}

void connectCommands(Studio& studio, ui::WritingPanel& panel) {
    ui::WindowActions& actions = studio.window().actions();
    QObject::connect(&panel, &ui::WritingPanel::generateRequested, &studio,
                     [&studio] { generate(studio); });
    QObject::connect(&panel, &ui::WritingPanel::stopRequested, &studio.text(),
                     &TextController::stop);
    QObject::connect(&panel, &ui::WritingPanel::rerollRequested, &studio,
                     [&studio] { reroll(studio); });
    QObject::connect(actions.rerollSeed, &QAction::triggered, &studio,
                     [&studio] { reroll(studio); });
    QObject::connect(actions.lockSeed, &QAction::toggled, &panel,
                     &ui::WritingPanel::seedLockChanged);
}

} // namespace

void wireWriting(Studio& studio) {
    ui::WritingPanel& panel = studio.window().writing();
    showState(panel, studio.exploration().state());
    panel.setEmptyMessage(Studio::tr("Type a prompt and press Ctrl+Return."));
    QObject::connect(&studio.exploration(), &Exploration::changed, &panel,
                     [&studio, &panel](const ExplorationState&, const ExplorationState& after) {
                         showState(panel, after);
                         studio.window().actions().lockSeed->setChecked(after.seedLocked);
                     });
    QObject::connect(&studio.model(), &CurrentModel::changed, &panel,
                     [&panel](const ModelHandle& model) { showModel(panel, *model); });
    studio.window().actions().lockSeed->setChecked(studio.exploration().state().seedLocked);
    connectEdits(studio, panel);
    connectText(studio, panel);
    connectCommands(studio, panel);
}

} // namespace tempera::studio
