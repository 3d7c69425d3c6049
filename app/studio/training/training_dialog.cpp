// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/training/training_dialog.h"

#include "core/system/atomic_file.h"
#include "core/system/available_processors.h"
#include "core/training/checkpoint_file.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <exception>

namespace tempera::studio {

namespace {

enum Preset { small, book, gpt };

QHBoxLayout* rowOf(std::initializer_list<QWidget*> widgets) {
    auto* const row = new QHBoxLayout;
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    return row;
}

} // namespace

TrainingDialog::TrainingDialog(const QString& corpus, QWidget* parent)
    : QDialog(parent),
      corpus_(new QLineEdit(corpus, this)),
      preset_(new QComboBox(this)),
      presetDescription_(new QLabel(this)),
      minutes_(new QDoubleSpinBox(this)),
      batch_(new QSpinBox(this)),
      threads_(new QSpinBox(this)),
      output_(new QLineEdit(this)),
      problem_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Cancel, this)) {
    setWindowTitle(tr("Train a Model"));
    auto* const form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    buildCorpus(*form);
    buildNetwork(*form);
    buildOutput(*form);
    problem_->setWordWrap(true);
    form->addRow(problem_);
    buttons_->addButton(tr("Train"), QDialogButtonBox::AcceptRole);
    form->addRow(buttons_);
    connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit* edit : {corpus_, output_})
        connect(edit, &QLineEdit::textChanged, this, &TrainingDialog::check);
    preset_->setCurrentIndex(corpus.isEmpty() ? small : book);
    showPreset();
    check();
}

void TrainingDialog::buildCorpus(QFormLayout& form) {
    corpus_->setPlaceholderText(tr("the built-in reviews"));
    corpus_->setClearButtonEnabled(true);
    corpus_->setMinimumWidth(fontMetrics().averageCharWidth() * 50);
    auto* const file = new QPushButton(tr("File..."), this);
    auto* const folder = new QPushButton(tr("Folder..."), this);
    connect(file, &QPushButton::clicked, this, &TrainingDialog::chooseCorpusFile);
    connect(folder, &QPushButton::clicked, this, &TrainingDialog::chooseCorpusFolder);
    corpus_->setAccessibleName(tr("Corpus"));
    corpus_->setToolTip(tr("A text file with one document a line, a .csv or .jsonl file, a folder "
                           "or an archive; leave it empty for the built-in reviews."));
    form.addRow(tr("Corpus"), rowOf({corpus_, file, folder}));
}

void TrainingDialog::buildNetwork(QFormLayout& form) {
    preset_->addItems({tr("Small"), tr("Book"), tr("GPT")});
    preset_->setAccessibleName(tr("Network"));
    preset_->setToolTip(tr("Which network is trained, and how."));
    connect(preset_, &QComboBox::currentIndexChanged, this, &TrainingDialog::showPreset);
    minutes_->setRange(0.1, 100'000.0);
    minutes_->setDecimals(1);
    minutes_->setValue(5.0);
    minutes_->setSuffix(tr(" minutes"));
    minutes_->setAccessibleName(tr("Train for"));
    minutes_->setToolTip(tr("The run ends after this time; it can be stopped earlier."));
    batch_->setRange(1, 4'096);
    batch_->setAccessibleName(tr("Batch size"));
    batch_->setToolTip(tr("How many sequences one update of the weights learns from."));
    threads_->setRange(1, availableProcessors());
    threads_->setValue(availableProcessors());
    threads_->setAccessibleName(tr("Threads"));
    threads_->setToolTip(tr("Processors to train with: one fewer leaves the window livelier."));
    form.addRow(tr("Network"), preset_);
    form.addRow(QString(), presetDescription_);
    form.addRow(tr("Train for"), minutes_);
    form.addRow(tr("Batch size"), batch_);
    form.addRow(tr("Threads"), threads_);
}

void TrainingDialog::buildOutput(QFormLayout& form) {
    output_->setPlaceholderText(tr("nowhere: the model is kept in memory alone"));
    output_->setClearButtonEnabled(true);
    output_->setAccessibleName(tr("Checkpoint file"));
    output_->setToolTip(tr("A .tempera file that the run can be resumed from."));
    auto* const choose = new QPushButton(tr("Choose..."), this);
    connect(choose, &QPushButton::clicked, this, &TrainingDialog::chooseOutput);
    form.addRow(tr("Keep in"), rowOf({output_, choose}));
}

void TrainingDialog::chooseCorpusFile() {
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a Corpus"));
    if (!path.isEmpty())
        corpus_->setText(path);
}

void TrainingDialog::chooseCorpusFolder() {
    const QString path = QFileDialog::getExistingDirectory(this, tr("Choose a Folder of Texts"));
    if (!path.isEmpty())
        corpus_->setText(path);
}

void TrainingDialog::chooseOutput() {
    QString path = QFileDialog::getSaveFileName(this, tr("Keep the Model In"), {},
                                                tr("Checkpoint (*.tempera)"));
    if (path.isEmpty())
        return;
    if (!path.endsWith(QStringLiteral(".tempera")))
        path += QStringLiteral(".tempera");
    output_->setText(path);
}

TrainingSettings TrainingDialog::presetSettings() const {
    switch (preset_->currentIndex()) {
    case small:
        return smallTrainingSettings();
    case gpt:
        return gptTrainingSettings();
    default:
        return bookTrainingSettings();
    }
}

void TrainingDialog::showPreset() {
    const TrainingSettings settings = presetSettings();
    batch_->setValue(static_cast<int>(settings.batchSize));
    presetDescription_->setText(
        tr("At most %1 parameters and %2 words, sequences of %3 words, decoder blocks: %4.")
            .arg(QLocale().toString(static_cast<qlonglong>(parameterCount(settings.model))),
                 QLocale().toString(static_cast<qlonglong>(settings.data.vocabularySize)),
                 QLocale().toString(static_cast<qlonglong>(settings.data.sequenceLength)),
                 QLocale().toString(static_cast<qlonglong>(settings.model.layerCount))));
}

QString TrainingDialog::problem() const {
    const QString corpus = corpus_->text();
    if (!corpus.isEmpty() && !QFileInfo::exists(corpus))
        return tr("There is no corpus at %1.").arg(corpus);
    const QString output = output_->text();
    if (output.isEmpty())
        return {};
    if (!output.endsWith(QStringLiteral(".tempera")))
        return tr("The checkpoint's name must end in .tempera.");
    try {
        requireWritable(QFile::encodeName(output).toStdString());
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void TrainingDialog::check() {
    const QString message = problem();
    problem_->setText(message);
    problem_->setVisible(!message.isEmpty());
    for (QAbstractButton* button : buttons_->buttons())
        if (buttons_->buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(message.isEmpty());
}

TrainingRequest TrainingDialog::request() const {
    TrainingRequest request;
    request.corpus = corpus_->text();
    request.settings = presetSettings();
    request.settings.batchSize = batch_->value();
    request.settings.limits = {};
    request.settings.limits.minutes = minutes_->value();
    request.output = output_->text();
    request.threads = threads_->value();
    return request;
}

} // namespace tempera::studio
