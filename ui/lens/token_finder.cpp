// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lens/token_finder.h"

#include "ui/lens/number_text.h"
#include "ui/lens/token_search.h"

#include <QKeyEvent>

namespace tempera::ui {

TokenFinder::TokenFinder(QWidget* parent) : QLineEdit(parent) {
    setPlaceholderText(tr("find token"));
    setClearButtonEnabled(true);
    setAccessibleName(tr("Find token"));
    setToolTip(tr("Finds a word anywhere in the vocabulary (Ctrl+F); Return goes to the next "
                  "match."));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(this, &QLineEdit::textEdited, this, &TokenFinder::search);
}

void TokenFinder::setDistribution(SharedRanking ranking,
                                  std::shared_ptr<const Vocabulary> vocabulary) {
    ranking_ = std::move(ranking);
    vocabulary_ = std::move(vocabulary);
}

QSize TokenFinder::sizeHint() const {
    const int unit = fontMetrics().averageCharWidth();
    return {22 * unit, QLineEdit::sizeHint().height()};
}

QSize TokenFinder::minimumSizeHint() const {
    const int text = fontMetrics().horizontalAdvance(placeholderText());
    return {text + 4 * fontMetrics().averageCharWidth(), QLineEdit::minimumSizeHint().height()};
}

void TokenFinder::search() {
    next_ = 0;
    showNext();
}

void TokenFinder::showNext() {
    if (ranking_ == nullptr || text().trimmed().isEmpty()) {
        Q_EMIT messageChanged({});
        return;
    }
    const auto matches = findTokens(text(), *ranking_, *vocabulary_);
    if (!matches.empty()) {
        next_ %= matches.size();
        Q_EMIT found(matches[next_]);
    }
    Q_EMIT messageChanged(messageFor(matches));
    ++next_;
}

QString TokenFinder::messageFor(const std::vector<std::size_t>& matches) const {
    const QString wanted = text().trimmed();
    if (matches.empty())
        return tr("No word of the vocabulary (%1) contains “%2”.")
            .arg(groupedNumber(ranking_->size()), wanted);
    const QString place = tr("match %1 of %2, rank %3")
                              .arg(groupedNumber(next_ + 1), groupedNumber(matches.size()),
                                   groupedNumber(matches[next_]));
    const QByteArray word = wanted.toUtf8();
    const bool known =
        vocabulary_->id({word.constData(), static_cast<std::size_t>(word.size())}) != unknownToken;
    // The best match may be another word: that the one that was typed doesn't exist is news.
    return known || wanted == QLatin1String("[UNK]")
               ? place
               : tr("“%1” is not in the vocabulary; %2").arg(wanted, place);
}

void TokenFinder::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        showNext();
    } else if (event->key() == Qt::Key_Escape) {
        clear();
        Q_EMIT messageChanged({});
        Q_EMIT left();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace tempera::ui
