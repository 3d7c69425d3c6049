// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/readouts_panel.h"

#include "ui/lens/number_text.h"
#include "ui/lens/readout_line.h"

#include <QVBoxLayout>

namespace tempera::ui {

namespace {

QString removedInWords(const std::vector<RemovedTokens>& removed) {
    QStringList parts;
    for (const RemovedTokens& part : removed)
        parts.append(ReadoutsPanel::tr("%1 by %2")
                         .arg(groupedNumber(part.count), samplerText(part.sampler)));
    return parts.join(QStringLiteral(", "));
}

} // namespace

ReadoutsPanel::ReadoutsPanel(QWidget* parent)
    : QWidget(parent),
      entropy_(new ReadoutLine(tr("Entropy: how uncertain the next token is, in bits; each bit "
                                  "doubles the number of equally likely tokens."),
                               this)),
      choices_(new ReadoutLine(tr("Effective choices: the number of equally likely tokens that "
                                  "would be as uncertain, 2 to the power of the entropy."),
                               this)),
      topToken_(new ReadoutLine(tr("The probability of the most probable token."), this)),
      kept_(new ReadoutLine(tr("The nucleus: the tokens that the samplers leave as candidates, of "
                               "the whole vocabulary."),
                            this)),
      removed_(new ReadoutLine(tr("How many tokens each sampler took out of the running."), this)),
      chosen_(new ReadoutLine(tr("The token that stands in the text, with its place in the ranking "
                                 "and its probability here."),
                              this)),
      surprise_(new ReadoutLine(tr("Surprise: minus log₂ of the chosen token's probability, in "
                                   "bits; unlikely tokens surprise more."),
                                this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addStretch(1);
    for (ReadoutLine* line : {entropy_, choices_, topToken_, kept_, removed_, chosen_, surprise_}) {
        layout->addWidget(line);
        layout->addStretch(1);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    setAccessibleName(tr("Readouts"));
}

void ReadoutsPanel::setReadouts(const LensReadouts& readouts) {
    entropy_->setText(bitsText(readouts.entropyBits), tr("entropy"));
    choices_->setText(choicesText(readouts.effectiveChoices), tr("effective choices"));
    topToken_->setText(percentText(readouts.topProbability),
                       tr("top token “%1”").arg(readouts.topToken));
    kept_->setText(
        tr("%1 / %2").arg(groupedNumber(readouts.kept), groupedNumber(readouts.vocabularySize)),
        tr("kept"));
    removed_->setText({}, readouts.removed.empty()
                              ? tr("no sampler removed any")
                              : tr("removed: %1").arg(removedInWords(readouts.removed)));
    showChosen(readouts.chosen);
}

void ReadoutsPanel::showChosen(const std::optional<ChosenToken>& chosen) {
    if (!chosen) {
        chosen_->setText({}, tr("no token stands here yet"));
        surprise_->setText({}, {});
        return;
    }
    chosen_->setText(chosen->word, tr("chosen, rank %1").arg(groupedNumber(chosen->rank)));
    if (chosen->surpriseBits)
        surprise_->setText(bitsText(*chosen->surpriseBits),
                           tr("surprise (%1)").arg(percentText(chosen->probability)));
    else
        surprise_->setText({}, chosen->removedBy
                                   ? tr("it was %1").arg(removedText(*chosen->removedBy))
                                   : tr("impossible at this temperature"));
}

} // namespace tempera::ui
