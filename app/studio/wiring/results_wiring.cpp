// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/results/results_panel.h"
#include "ui/text/writing_panel.h"

namespace tempera::studio {

namespace {

constexpr int manyTexts = 20;

void generateMany(Studio& studio, int count) {
    studio.window().raisePanel(studio.window().results());
    studio.results().generate(count);
}

} // namespace

void wireResults(Studio& studio) {
    ui::ResultsPanel& panel = studio.window().results();
    ResultsController& results = studio.results();
    QObject::connect(&results, &ResultsController::cleared, &panel, &ui::ResultsPanel::clear);
    QObject::connect(&results, &ResultsController::rowChanged, &panel, &ui::ResultsPanel::setRow);
    QObject::connect(&results, &ResultsController::progressChanged, &panel,
                     &ui::ResultsPanel::setProgress);
    QObject::connect(&panel, &ui::ResultsPanel::cancelRequested, &results,
                     &ResultsController::cancel);
    QObject::connect(&panel, &ui::ResultsPanel::rowActivated, &results,
                     &ResultsController::activate);
    const auto generate = [&studio](int count) { generateMany(studio, count); };
    QObject::connect(&panel, &ui::ResultsPanel::generateRequested, &studio, generate);
    QObject::connect(&studio.window().writing(), &ui::WritingPanel::generateManyRequested, &studio,
                     generate);
    QObject::connect(studio.window().actions().generateMany, &QAction::triggered, &studio,
                     [&studio] { generateMany(studio, manyTexts); });
}

} // namespace tempera::studio
