// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/training/training_request.h"
#include "support/studio_fixture.h"
#include "ui/training/training_pedals.h"

#include <QMessageBox>
#include <QPushButton>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace tempera::test {

/// Milliseconds that a run may take on a busy machine; never waited out when all is well.
inline constexpr int trainingPatience = 120'000;

/// A network of LibTorch that does a step in milliseconds, validated every four steps, at a
/// constant rate, so that the limit has no influence on the losses.
TrainingSettings tinyTraining(std::int64_t steps);
/// Plans it in the studio, on one thread.
void plan(StudioFixture& fixture, const TrainingSettings& settings);
/// The same run without a window; returns its losses.
std::vector<double> lossesWithoutWindow(studio::TrainingRequest request);

/// A corpus of forty different short documents: five steps of eight an epoch.
std::string smallCorpus();

/// The visible button of that accessible name or, without `&`, text. Fails the program where there
/// is none.
QAbstractButton& button(const QWidget& parent, const QString& name);
/// The pedals of the strip or of the Training tab.
ui::TrainingPedals& pedals(QWidget& parent);
/// A way out that the banner offers; null where it doesn't.
QAbstractButton* wayOut(StudioFixture& fixture, const QString& text);
/// All that it offers.
QStringList waysOut(StudioFixture& fixture);

/// Clicks a button of the next message box as soon as there is one.
void answerBox(QMessageBox::StandardButton button, int* asked);
/// Chooses the file in the next file dialog as soon as there is one.
void answerFileDialog(const QString& path);

/// Chooses a format (counted on from the first) in the next export dialog and saves to the path.
void answerExportDialog(int format, const QString& path);

/// Waits until the run rests between two steps, with all that it reported taken in.
bool awaitRest(StudioFixture& fixture);
/// Presses the step pedal until that many steps are done.
bool stepTo(StudioFixture& fixture, qint64 step);
bool awaitEnd(StudioFixture& fixture);

/// What text and Lens show that core does not compute from state and model; empty: nothing.
QString disagreement(StudioFixture& fixture);

/// Of the steps in a checkpoint.
std::vector<double> lossesIn(const QString& checkpoint);
/// Files beneath a folder that no program leaves behind which was ended in an orderly way.
QStringList halfWrittenFiles(const QString& folder);

} // namespace tempera::test
