// SPDX-License-Identifier: GPL-3.0-or-later
// What a random person writes to files, each of which is read back.
#include "core/export/reproduction.h"
#include "core/text/codec.h"
#include "support/error_message.h"
#include "support/studio_expectation.h"
#include "support/studio_random_person.h"
#include "support/studio_training.h"

#include <QDir>

namespace tempera::test {

namespace {

/// Whether the model writes the text again; a recipe of another one's says nothing.
bool followsFrom(const GeneratedText& text, const LoadedModel& model) {
    if (text.modelHash != model.hash())
        return true;
    const auto source = referenceSource(model);
    const auto prompt = encode(text.prompt, model.tokenizer().standardization, model.vocabulary());
    const auto tokens = generate(*source, prompt, generationSettings(text));
    return text.text ==
           decode(wholeText(prompt, tokens), model.tokenizer().standardization, model.vocabulary());
}

} // namespace

/// Whatever is on screen at that moment, also in the middle of a text or a prompt.
void RandomPerson::exportTexts() {
    if (fixture_.studio().text().text().freshCount() == 0)
        return;
    const QString name = QString("export-%1").arg(filesWritten_);
    const QDir folder(QString::fromStdString(files_.path().string()));
    const ModelHandle model = fixture_.studio().model().handle();
    answerExportDialog(below(5), folder.filePath(name));
    window().actions().exportTexts->trigger();
    const QString path =
        folder.filePath(folder.entryList({name + ".*"}).value(0)); // and its format
    const std::string wrong = errorMessage([&] {
        for (const GeneratedText& text : readExport(path.toStdString()))
            if (!followsFrom(text, *model))
                problem_ = "an exported text does not follow from its recipe: " + path;
    });
    if (!wrong.empty())
        problem_ = QString::fromStdString(wrong);
    ++filesWritten_;
}

void RandomPerson::saveTheModel() {
    const auto path = files_ / ("model-" + std::to_string(filesWritten_) + ".safetensors");
    const ModelHandle model = fixture_.studio().model().handle();
    if (isFake(*model))
        return; // no file holds a table of bigrams
    answerFileDialog(QString::fromStdString(path.string()));
    window().actions().saveModel->trigger();
    std::string hash;
    const std::string wrong = errorMessage([&] { hash = modelHash(loadModel(path)); });
    if (!wrong.empty() || hash != model->hash())
        problem_ = "the saved model is another one: " + QString::fromStdString(wrong);
    ++filesWritten_;
}

/// Written by the run, between two slices.
void RandomPerson::saveACheckpoint() {
    window().actions().saveCheckpoint->trigger();
}

} // namespace tempera::test
