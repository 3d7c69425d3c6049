// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/system/error.h"
#include "core/text/token.h"
#include "core/training/training_settings_file.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/setup/model_panel.h"

#include <QDockWidget>
#include <QFile>
#include <QFileDialog>
#include <cstddef>

namespace tempera::studio {

namespace {

QString settingsFilter() {
    return Studio::tr("Training settings (*.json)");
}

void saveSettings(Studio& studio) {
    QString path = QFileDialog::getSaveFileName(
        &studio.window(), Studio::tr("Save Training Settings"), {}, settingsFilter());
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".json")))
        path += QStringLiteral(".json");
    try {
        saveTrainingSettings(QFile::encodeName(path).toStdString(), studio.setup().plan().settings);
        studio.window().notify(Studio::tr("Saved %1").arg(path));
    } catch (const Error& error) {
        studio.window().showProblem(QString::fromUtf8(error.what()));
    }
}

void loadSettings(Studio& studio) {
    const QString path = QFileDialog::getOpenFileName(
        &studio.window(), Studio::tr("Load Training Settings"), {}, settingsFilter());
    if (path.isEmpty())
        return;
    try {
        ui::RunPlan plan = studio.setup().plan();
        plan.settings = loadTrainingSettings(QFile::encodeName(path).toStdString());
        studio.setup().change(plan);
    } catch (const Error& error) {
        studio.window().showProblem(QString::fromUtf8(error.what()));
    }
}

/// The network is as wide at its ends as the corpus has words: those of all documents, since which
/// are held out is not decided yet.
void nameCorpus(Studio& studio) {
    const ui::SharedOverview& overview = studio.corpus().overview();
    if (!overview)
        return;
    const DatasetSettings& data = studio.setup().plan().settings.data;
    const std::size_t words =
        overview->statistics.vocabularyWords(data.vocabularySize, data.minimumFrequency);
    studio.window().model().setCorpusName(overview->name,
                                          static_cast<qint64>(words) + firstWordToken);
}

void connectPanel(Studio& studio, ui::ModelPanel& panel) {
    QObject::connect(&panel, &ui::ModelPanel::planChanged, &studio.setup(), &TrainingSetup::change);
    QObject::connect(&panel, &ui::ModelPanel::trainRequested, &studio,
                     [&studio] { beginTraining(studio); });
    QObject::connect(&panel, &ui::ModelPanel::measureRequested, &studio.estimator(),
                     &RunEstimator::measure);
    QObject::connect(&panel, &ui::ModelPanel::saveSettingsRequested, &studio,
                     [&studio] { saveSettings(studio); });
    QObject::connect(&panel, &ui::ModelPanel::loadSettingsRequested, &studio,
                     [&studio] { loadSettings(studio); });
    QObject::connect(&panel, &ui::ModelPanel::corpusRequested, &studio,
                     [&studio] { studio.window().raiseTall(studio.window().corpus()); });
}

} // namespace

void wireSetup(Studio& studio) {
    ui::ModelPanel& panel = studio.window().model();
    RunEstimator& estimator = studio.estimator();
    panel.setPlan(studio.setup().plan());
    panel.setEstimate(estimator.estimate());
    QObject::connect(&studio.setup(), &TrainingSetup::changed, &panel, &ui::ModelPanel::setPlan);
    QObject::connect(&estimator, &RunEstimator::changed, &panel, &ui::ModelPanel::setEstimate);
    const auto showCorpus = [&studio] { nameCorpus(studio); };
    QObject::connect(&studio.corpus(), &CorpusController::opened, &panel, showCorpus);
    QObject::connect(&studio.setup(), &TrainingSetup::changed, &panel, showCorpus);
    QObject::connect(&studio.training(), &TrainingController::statusChanged, &panel,
                     [&studio, &panel] { panel.setTraining(studio.training().isRunning()); });
    QObject::connect(&studio.window().dockOf(panel), &QDockWidget::visibilityChanged, &estimator,
                     &RunEstimator::setActive);
    connectPanel(studio, panel);
}

} // namespace tempera::studio
