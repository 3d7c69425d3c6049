// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_controls.h"

#include "ui/corpus/marked_chart.h"
#include "ui/samplers/number_text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

constexpr int sliderSteps = 1'000;
constexpr int largestFrequency = 1'000'000;

void select(QComboBox& box, int value) {
    const QSignalBlocker blocker(box);
    box.setCurrentIndex(box.findData(value));
}

void set(QSpinBox& box, std::int64_t value) {
    const QSignalBlocker blocker(box);
    box.setValue(static_cast<int>(value));
}

} // namespace

CorpusControls::CorpusControls(QWidget* parent)
    : QWidget(parent),
      unit_(new QComboBox(this)),
      standardization_(new QComboBox(this)),
      vocabulary_(new QSpinBox(this)),
      slider_(new QSlider(Qt::Horizontal, this)),
      frequency_(new QSpinBox(this)),
      length_(new QSpinBox(this)),
      longDocuments_(new QComboBox(this)) {
    createBoxes();
    createSlider();
    layOut();
    setChoice(choice_);
    connectParts();
}

void CorpusControls::createBoxes() {
    unit_->addItem(tr("automatic"), static_cast<int>(DocumentUnit::automatic));
    unit_->addItem(tr("a file"), static_cast<int>(DocumentUnit::file));
    unit_->addItem(tr("a line"), static_cast<int>(DocumentUnit::line));
    unit_->addItem(tr("a paragraph"), static_cast<int>(DocumentUnit::paragraph));
    standardization_->addItem(tr("book"), static_cast<int>(Standardization::book));
    standardization_->addItem(tr("Unicode"), static_cast<int>(Standardization::unicode));
    standardization_->addItem(tr("none"), static_cast<int>(Standardization::none));
    standardization_->addItem(tr("characters"), static_cast<int>(Standardization::characters));
    longDocuments_->addItem(tr("beginning only"), static_cast<int>(LongDocuments::first));
    longDocuments_->addItem(tr("in windows"), static_cast<int>(LongDocuments::windows));
    vocabulary_->setRange(static_cast<int>(smallestVocabulary),
                          static_cast<int>(largestVocabulary));
    vocabulary_->setSingleStep(1'000);
    frequency_->setRange(1, largestFrequency);
    length_->setRange(static_cast<int>(shortestSequence), static_cast<int>(longestSequence));
    length_->setSingleStep(10);
    for (QSpinBox* box : {vocabulary_, frequency_, length_}) {
        box->setGroupSeparatorShown(true);
        box->setLocale(displayLocale());
        box->setKeyboardTracking(false);
    }
}

void CorpusControls::createSlider() {
    slider_->setRange(0, sliderSteps);
    slider_->setSingleStep(sliderSteps / 100);
    slider_->setPageStep(sliderSteps / 10);
    slider_->setAccessibleName(tr("Vocabulary size, on a logarithmic slider"));
    slider_->setToolTip(tr("The vocabulary's size on a logarithmic scale, up to every word of the "
                           "corpus."));
    slider_->setAccessibleDescription(slider_->toolTip());
}

void CorpusControls::connectParts() {
    for (QComboBox* box : {unit_, standardization_, longDocuments_})
        connect(box, &QComboBox::currentIndexChanged, this, &CorpusControls::edit);
    for (QSpinBox* box : {vocabulary_, frequency_, length_})
        connect(box, &QSpinBox::valueChanged, this, &CorpusControls::edit);
    connect(slider_, &QSlider::valueChanged, this, [this](int place) {
        const double size =
            static_cast<double>(smallestVocabulary) * std::exp(sliderEnd() * place / sliderSteps);
        vocabulary_->setValue(
            static_cast<int>(place == sliderSteps ? wholeVocabulary_ : roundedToThreeDigits(size)));
    });
}

void CorpusControls::layOut() {
    auto* grid = new QGridLayout(this);
    const int space = fontMetrics().height() / 3;
    grid->setContentsMargins({});
    grid->setSpacing(space);
    addRow(
        *grid, tr("A &document is"), unit_,
        tr("What one document of a plain text is; automatic: each line of a lone file, each file "
           "of a folder or an archive. Tables have a document in each row."));
    addRow(*grid, tr("Sta&ndardization"), standardization_,
           tr("How the text becomes words: as in the book (ASCII), by Unicode's rules, split at "
              "white space alone, or every character by itself."));
    addRow(*grid, tr("&Vocabulary"), vocabulary_,
           tr("How many entries the vocabulary has at most; padding and [UNK] count."));
    grid->addWidget(slider_, grid->rowCount(), 0, 1, 2);
    addRow(*grid, tr("Occurs at &least"), frequency_,
           tr("Words that occur less often are left out of the vocabulary."));
    addRow(*grid, tr("Se&quence length"), length_, tr("How many words a training sequence holds."));
    addRow(*grid, tr("Long docu&ments"), longDocuments_,
           tr("Of a document longer than a sequence either the beginning is used, as in the book, "
              "or all of it, cut into windows."));
    grid->setColumnStretch(1, 1);
}

void CorpusControls::addRow(QGridLayout& grid, const QString& label, QWidget* control,
                            const QString& toolTip) {
    auto* caption = new QLabel(label, this);
    caption->setBuddy(control);
    control->setAccessibleName(QString(label).remove(u'&'));
    control->setAccessibleDescription(toolTip);
    control->setToolTip(toolTip);
    caption->setToolTip(toolTip);
    const int row = grid.rowCount();
    grid.addWidget(caption, row, 0);
    grid.addWidget(control, row, 1);
}

double CorpusControls::sliderEnd() const {
    return std::log(static_cast<double>(std::max(wholeVocabulary_, smallestVocabulary + 1)) /
                    static_cast<double>(smallestVocabulary));
}

void CorpusControls::setWholeVocabulary(std::int64_t size) {
    wholeVocabulary_ = std::clamp(size, smallestVocabulary, largestVocabulary);
    showOnSlider();
}

void CorpusControls::setChoice(const CorpusChoice& choice) {
    choice_ = choice;
    select(*unit_, static_cast<int>(choice.unit));
    select(*standardization_, static_cast<int>(choice.standardization));
    select(*longDocuments_, static_cast<int>(choice.longDocuments));
    set(*vocabulary_, choice.vocabularySize);
    set(*frequency_, static_cast<std::int64_t>(
                         std::min<std::uint64_t>(choice.minimumFrequency, largestFrequency)));
    set(*length_, choice.sequenceLength);
    showOnSlider();
}

void CorpusControls::showOnSlider() {
    if (slider_->isSliderDown())
        return; // the hand is on it
    const QSignalBlocker blocker(slider_);
    const double place = std::log(static_cast<double>(choice_.vocabularySize) /
                                  static_cast<double>(smallestVocabulary)) /
                         sliderEnd();
    slider_->setValue(static_cast<int>(std::lround(std::min(place, 1.0) * sliderSteps)));
}

void CorpusControls::edit() {
    choice_.unit = static_cast<DocumentUnit>(unit_->currentData().toInt());
    choice_.standardization = static_cast<Standardization>(standardization_->currentData().toInt());
    choice_.longDocuments = static_cast<LongDocuments>(longDocuments_->currentData().toInt());
    choice_.vocabularySize = vocabulary_->value();
    choice_.minimumFrequency = static_cast<std::uint64_t>(frequency_->value());
    choice_.sequenceLength = length_->value();
    showOnSlider();
    Q_EMIT choiceChanged(choice_);
}

} // namespace tempera::ui
