// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/corpus_readouts.h"

#include "ui/lens/readout_line.h"
#include "ui/samplers/number_text.h"

#include <QVBoxLayout>

namespace tempera::ui {

namespace {

QString number(std::uint64_t value) {
    return countText(static_cast<qint64>(value));
}

} // namespace

CorpusReadouts::CorpusReadouts(QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    size_ = addLine(tr("Entries of the vocabulary, padding and [UNK] included; training counts "
                       "over its training documents alone, so it can differ a little."));
    coverage_ = addLine(tr("Share of the words of all documents that are in the vocabulary."));
    unknown_ = addLine(tr("Share of the words of all documents that the model sees as [UNK]."));
    longer_ = addLine(tr("Documents with more words than a sequence holds."));
    leftOut_ = addLine(tr("Share of the words that no sequence holds."));
    sequences_ = addLine(tr("Training sequences if all documents are trained on."));
    targets_ = addLine(tr("Words that are to be predicted in one epoch over all documents."));
    padding_ = addLine(tr("Share of the places that stay empty where every sequence is filled up "
                          "to the sequence length."));
}

ReadoutLine* CorpusReadouts::addLine(const QString& explanation) {
    auto* line = new ReadoutLine(explanation, this);
    layout()->addWidget(line);
    return line;
}

void CorpusReadouts::setFigures(const CorpusChoice& choice, const CorpusFigures& figures) {
    size_->setText(countText(figures.vocabularySize()), tr("vocabulary entries"));
    coverage_->setText(shareText(figures.coverage), tr("of the words covered"));
    unknown_->setText(shareText(figures.unknown), tr("become [UNK]"));
    longer_->setText(number(figures.longDocuments),
                     tr("documents over %1 words").arg(countText(choice.sequenceLength)));
    leftOut_->setText(shareText(figures.sequences.leftOut), tr("of the words left out"));
    sequences_->setText(number(figures.sequences.sequences), tr("sequences an epoch"));
    targets_->setText(shortCountText(figures.sequences.targets), tr("words to predict an epoch"));
    padding_->setText(shareText(figures.sequences.padding), tr("padding"));
}

} // namespace tempera::ui
