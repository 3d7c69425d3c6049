// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/studio.h"
#include "app/studio/wiring/wiring.h"
#include "core/system/error.h"
#include "ui/training/training_strip.h"

#include <QFile>
#include <QFileDialog>
#include <QLocale>
#include <QMessageBox>

namespace tempera::studio {

namespace {

QString grouped(std::int64_t number) {
    return QLocale().toString(static_cast<qlonglong>(number));
}

QString inMillions(std::int64_t number) {
    return QLocale().toString(static_cast<double>(number) / 1e6, 'f', 2);
}

void showModel(Studio& studio, const LoadedModel& model) {
    const ModelConfiguration& configuration = model.weights()->configuration;
    const std::int64_t parameters = parameterCount(configuration);
    const QString architecture =
        QString::fromUtf8(architectureName(configuration.architecture).data());
    const QString description =
        Studio::tr("Transformer · %1 M params · %2 words")
            .arg(inMillions(parameters), grouped(configuration.vocabularySize));
    const QString details =
        Studio::tr("Architecture %1: %2 parameters, vocabulary of %3, %4 decoder blocks of width "
                   "%5 with %6 heads of %7; it sees up to %8 tokens.")
            .arg(architecture, grouped(parameters), grouped(configuration.vocabularySize),
                 grouped(configuration.layerCount), grouped(configuration.embeddingWidth),
                 grouped(configuration.headCount), grouped(configuration.headWidth),
                 grouped(usableContext(configuration)));
    const QString name = QString::fromStdString(model.name());
    studio.window().strip().setModel(name, description, details);
}

void saveModelAs(Studio& studio) {
    const ModelHandle model = studio.model().handle();
    if (!model)
        return;
    const QString path = QFileDialog::getSaveFileName(&studio.window(), Studio::tr("Save Model"),
                                                      {}, Studio::tr("Model (*.safetensors)"));
    if (path.isEmpty())
        return;
    try {
        saveModel(QFile::encodeName(path).toStdString(), model->file());
        studio.window().notify(Studio::tr("Saved %1").arg(path));
    } catch (const Error& error) {
        QMessageBox::warning(&studio.window(), Studio::tr("The model was not saved"),
                             QString::fromUtf8(error.what()));
    }
}

void chooseFile(Studio& studio) {
    const QString path = QFileDialog::getOpenFileName(
        &studio.window(), Studio::tr("Open Model or Corpus"), {},
        Studio::tr("Models and corpora (*.safetensors *.tempera *.txt *.csv *.tsv *.jsonl *.gz "
                   "*.tgz *.zip *.tar);;All files (*)"));
    if (!path.isEmpty())
        studio.open(path);
}

} // namespace

void wireModel(Studio& studio) {
    ui::MainWindow& window = studio.window();
    CurrentModel& model = studio.model();
    QObject::connect(&model, &CurrentModel::changed, &window,
                     [&studio](const ModelHandle& handle) { showModel(studio, *handle); });
    QObject::connect(
        &model, &CurrentModel::loadingStarted, &window,
        [&window](const QString& path) { window.notify(Studio::tr("Reading %1 ...").arg(path)); });
    QObject::connect(
        &model, &CurrentModel::failed, &window,
        [&window](const QString&, const QString& message) { window.showProblem(message); });
    QObject::connect(window.actions().open, &QAction::triggered, &studio,
                     [&studio] { chooseFile(studio); });
    QObject::connect(window.actions().openBuiltin, &QAction::triggered, &model,
                     &CurrentModel::loadBuiltin);
    QObject::connect(window.actions().saveModel, &QAction::triggered, &studio,
                     [&studio] { saveModelAs(studio); });
    QObject::connect(&window, &ui::MainWindow::filesDropped, &studio,
                     [&studio](const QStringList& paths) { studio.open(paths.first()); });
    QObject::connect(&window.strip(), &ui::TrainingStrip::modelClicked, &studio,
                     [&studio] { chooseFile(studio); });
}

} // namespace tempera::studio
