// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "ui/corpus/corpus_panel.h"
#include "ui/setup/model_panel.h"
#include "ui/welcome/welcome_panel.h"

#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>

namespace tempera::studio {

namespace {

ui::CorpusChoice choiceOf(Studio& studio) {
    const TrainingSettings& settings = studio.setup().plan().settings;
    return {studio.corpus().unit(),       settings.standardization,
            settings.data.vocabularySize, settings.data.minimumFrequency,
            settings.data.sequenceLength, settings.data.longDocuments};
}

/// The plan with what is chosen in the Corpus tab.
ui::RunPlan withChoice(ui::RunPlan plan, const ui::CorpusChoice& choice) {
    plan.settings.standardization = choice.standardization;
    plan.settings.data.vocabularySize = choice.vocabularySize;
    plan.settings.data.minimumFrequency = choice.minimumFrequency;
    plan.settings.data.sequenceLength = choice.sequenceLength;
    plan.settings.data.longDocuments = choice.longDocuments;
    plan.settings.model.vocabularySize = choice.vocabularySize;
    plan.settings.model.contextLength = choice.sequenceLength;
    return plan;
}

/// A reading that did not come to its end leaves the corpus as it was read before: plan and panel
/// must not say another standardization or unit.
void planForOpenCorpus(Studio& studio) {
    ui::RunPlan plan = studio.setup().plan();
    plan.settings.standardization = studio.corpus().standardization();
    studio.setup().change(plan);
    studio.window().corpus().setChoice(choiceOf(studio));
}

void openFile(Studio& studio) {
    const QString path = QFileDialog::getOpenFileName(
        &studio.window(), Studio::tr("Open a Corpus"), {},
        Studio::tr("Texts (*.txt *.csv *.tsv *.jsonl *.gz *.tgz *.zip *.tar *.bz2 *.xz);;All files "
                   "(*)"));
    if (!path.isEmpty())
        openCorpus(studio, path);
}

void openFolder(Studio& studio) {
    const QString path =
        QFileDialog::getExistingDirectory(&studio.window(), Studio::tr("Open a Folder of Texts"));
    if (!path.isEmpty())
        openCorpus(studio, path);
}

void chooseColumn(Studio& studio, const QString& path, const QStringList& columns) {
    bool chosen = false;
    const QString column = QInputDialog::getItem(
        &studio.window(), Studio::tr("Choose a Column"),
        Studio::tr("Which column of %1 holds the text?").arg(QFileInfo(path).fileName()), columns,
        0, /*editable=*/false, &chosen);
    if (!chosen)
        return;
    CorpusOptions options;
    options.textColumn = column.toStdString();
    studio.corpus().open(path, options);
}

void connectReading(Studio& studio, ui::CorpusPanel& panel) {
    CorpusController& corpus = studio.corpus();
    QObject::connect(&corpus, &CorpusController::readingStarted, &panel,
                     [&panel](const QString& path) { panel.setReading(path, 0.0); });
    QObject::connect(
        &corpus, &CorpusController::progressed, &panel,
        [&panel, &corpus](double fraction) { panel.setReading(corpus.wantedPath(), fraction); });
    QObject::connect(&corpus, &CorpusController::opened, &studio, [&studio, &panel] {
        panel.setCorpus(studio.corpus().overview());
        panel.setChoice(choiceOf(studio));
        studio.setup().suggestFor(studio.corpus().path());
    });
    QObject::connect(&corpus, &CorpusController::failed, &panel,
                     [&studio, &panel](const QString& message) {
                         panel.setProblem(message);
                         planForOpenCorpus(studio);
                     });
    QObject::connect(&corpus, &CorpusController::columnNeeded, &studio,
                     [&studio](const QString& path, const QStringList& columns) {
                         chooseColumn(studio, path, columns);
                     });
    QObject::connect(&corpus, &CorpusController::cancelled, &panel, [&studio, &panel] {
        panel.clearReading();
        planForOpenCorpus(studio);
    });
}

void connectPanel(Studio& studio, ui::CorpusPanel& panel) {
    QObject::connect(&panel, &ui::CorpusPanel::openFileRequested, &studio,
                     [&studio] { openFile(studio); });
    QObject::connect(&panel, &ui::CorpusPanel::openFolderRequested, &studio,
                     [&studio] { openFolder(studio); });
    QObject::connect(&panel, &ui::CorpusPanel::builtinRequested, &studio,
                     [&studio] { openCorpus(studio, {}); });
    QObject::connect(&panel, &ui::CorpusPanel::downloadRequested, &studio,
                     [&studio] { studio.window().welcome().show(); });
    QObject::connect(&panel, &ui::CorpusPanel::cancelRequested, &studio.corpus(),
                     &CorpusController::cancel);
    QObject::connect(&panel, &ui::CorpusPanel::setUpRequested, &studio,
                     [&studio] { studio.window().raiseTall(studio.window().model()); });
    QObject::connect(&panel, &ui::CorpusPanel::choiceChanged, &studio,
                     [&studio](const ui::CorpusChoice& choice) {
                         studio.corpus().setUnit(choice.unit);
                         studio.setup().change(withChoice(studio.setup().plan(), choice));
                     });
}

} // namespace

void openCorpus(Studio& studio, const QString& path) {
    studio.window().welcome().hide(); // it would lie over what was opened
    studio.window().raiseTall(studio.window().corpus());
    // Runs remember it, also where the program is started in another folder.
    studio.corpus().open(path.isEmpty() ? path : QFileInfo(path).absoluteFilePath());
}

void setUpTraining(Studio& studio, const QString& corpus) {
    studio.window().raiseTall(studio.window().model());
    studio.corpus().open(corpus);
}

void wireCorpus(Studio& studio) {
    ui::CorpusPanel& panel = studio.window().corpus();
    panel.setChoice(choiceOf(studio));
    studio.corpus().setStandardization(studio.setup().plan().settings.standardization);
    connectReading(studio, panel);
    connectPanel(studio, panel);
    QObject::connect(&studio.setup(), &TrainingSetup::changed, &panel,
                     [&studio, &panel](const ui::RunPlan& plan) {
                         panel.setChoice(choiceOf(studio));
                         studio.corpus().setStandardization(plan.settings.standardization);
                     });
}

} // namespace tempera::studio
