// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/prompt_edit.h"

#include <QAbstractTextDocumentLayout>
#include <QEvent>
#include <QFontMetrics>
#include <QMimeData>
#include <QTextCursor>
#include <QTextDocument>
#include <algorithm>
#include <cmath>

namespace tempera::ui {

namespace {

/// The text without characters that can't be shown or typed, and how many those were.
struct CleanText {
    QString text;
    qsizetype removed = 0;
};

bool belongsInText(const QString& text, qsizetype index) {
    const QChar character = text[index];
    if (character.isHighSurrogate())
        return index + 1 < text.size() && text[index + 1].isLowSurrogate();
    if (character.isLowSurrogate())
        return index > 0 && text[index - 1].isHighSurrogate();
    return character == QLatin1Char('\n') || character == QLatin1Char('\t') ||
           (character.category() != QChar::Other_Control && !character.isNonCharacter());
}

CleanText cleaned(const QString& pasted) {
    QString source = pasted;
    source.replace(QLatin1String("\r\n"), QLatin1String("\n"));
    source.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    CleanText result;
    result.text.reserve(source.size());
    for (qsizetype i = 0; i < source.size(); ++i) {
        if (belongsInText(source, i))
            result.text += source[i];
        else
            ++result.removed;
    }
    return result;
}

} // namespace

PromptEdit::PromptEdit(QWidget* parent) : QPlainTextEdit(parent) {
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(QFontMetrics(font()).height() / 3.0);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &PromptEdit::fitHeight);
}

bool PromptEdit::canInsertFromMimeData(const QMimeData* source) const {
    // Files that are dropped are models and corpora: the window's affair.
    return source->hasText() && !source->hasUrls();
}

void PromptEdit::insertFromMimeData(const QMimeData* source) {
    const QString pasted = source->text();
    const qsizetype kept = document()->characterCount() - 1 - textCursor().selectedText().size();
    if (pasted.size() + kept > longestPrompt) {
        Q_EMIT noticed(
            tr("Not pasted: these are %1 characters, and a prompt holds at most %2. "
               "Paste a part of them.")
                .arg(locale().toString(pasted.size()), locale().toString(longestPrompt)));
        return;
    }
    const CleanText clean = cleaned(pasted);
    textCursor().insertText(clean.text);
    ensureCursorVisible();
    if (clean.removed > 0)
        Q_EMIT noticed(tr("%n character(s) that are no text were left out of what was pasted.",
                          nullptr, static_cast<int>(clean.removed)));
}

int PromptEdit::heightFor(int lines) const {
    const double text = lines * QFontMetricsF(font()).lineSpacing();
    return static_cast<int>(std::ceil(text + 2.0 * document()->documentMargin())) +
           2 * frameWidth();
}

void PromptEdit::fitHeight() {
    // A plain text document measures its height in lines.
    lines_ = std::clamp(static_cast<int>(document()->size().height()), 1, 3);
    setVerticalScrollBarPolicy(document()->size().height() > 3.0 ? Qt::ScrollBarAsNeeded
                                                                 : Qt::ScrollBarAlwaysOff);
    updateGeometry();
}

QSize PromptEdit::sizeHint() const {
    return {QFontMetrics(font()).averageCharWidth() * 60, heightFor(lines_)};
}

QSize PromptEdit::minimumSizeHint() const {
    return {QFontMetrics(font()).averageCharWidth() * 16, heightFor(lines_)};
}

void PromptEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void PromptEdit::changeEvent(QEvent* event) {
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

} // namespace tempera::ui
