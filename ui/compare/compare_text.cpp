// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/compare_text.h"

#include "ui/theme/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextCursor>
#include <algorithm>
#include <cstdlib>

namespace tempera::ui {

CompareText::CompareText(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::ClickFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The wheel and the arrow keys scroll; a fading edge says that there is more.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::ArrowCursor);
    document()->setDocumentMargin(0);
    setFont(scaledFont(textFont(font()), 0.9));
}

void CompareText::setTokens(const TextTokens& tokens, std::optional<std::size_t> firstDifference,
                            const QString& separator) {
    const bool continued =
        !shown_.empty() && continuesShownText(tokens, firstDifference, separator);
    const std::size_t from = continued ? shown_.size() : 0;
    firstDifference_ = firstDifference;
    separator_ = separator;
    if (!continued) {
        shown_.clear();
        clear();
        differencePosition_ = -1;
    }
    const int before = differencePosition_;
    append(tokens, from);
    if (!continued)
        moveCursor(QTextCursor::Start); // or the view would follow the text's end
    if (differencePosition_ != before)
        showDifference();
}

bool CompareText::continuesShownText(const TextTokens& tokens,
                                     std::optional<std::size_t> firstDifference,
                                     const QString& separator) const {
    if (separator != separator_ || tokens.size() < shown_.size())
        return false;
    const bool markChanged = firstDifference != firstDifference_;
    const bool markIsNew =
        !firstDifference_ && firstDifference && *firstDifference >= shown_.size();
    if (markChanged && !markIsNew)
        return false;
    for (std::size_t index = 0; index < shown_.size(); ++index)
        if (shown_[index] != ShownToken{tokens[index].word, tokens[index].fromPrompt})
            return false;
    return true;
}

void CompareText::append(const TextTokens& tokens, std::size_t from) {
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (std::size_t index = from; index < tokens.size(); ++index) {
        const TextToken& token = tokens[index];
        if (index > 0)
            cursor.insertText(separator_, {});
        if (firstDifference_ == index)
            differencePosition_ = cursor.position();
        cursor.insertText(token.word, formatOf(index, token.fromPrompt));
        shown_.push_back({token.word, token.fromPrompt});
    }
    cursor.endEditBlock();
}

QTextCharFormat CompareText::formatOf(std::size_t index, bool fromPrompt) const {
    const ThemeColors colors = themeColors(palette());
    QTextCharFormat format;
    format.setForeground(palette().color(QPalette::Text));
    if (fromPrompt)
        format.setForeground(colors.secondaryText);
    if (firstDifference_ == index) {
        format.setBackground(colors.changed);
        format.setForeground(colors.changedText);
        format.setFontWeight(QFont::DemiBold);
    }
    return format;
}

void CompareText::rebuild() {
    TextTokens tokens;
    for (const ShownToken& token : shown_) {
        tokens.emplace_back();
        tokens.back().word = token.word;
        tokens.back().fromPrompt = token.fromPrompt;
    }
    shown_.clear();
    clear();
    append(tokens, 0);
    moveCursor(QTextCursor::Start);
}

void CompareText::showDifference() {
    if (differencePosition_ < 0)
        return;
    QTextCursor cursor(document());
    cursor.setPosition(differencePosition_);
    verticalScrollBar()->setValue(0);
    const QRect place = cursorRect(cursor);
    if (place.bottom() > viewport()->height())
        verticalScrollBar()->setValue(place.top() - place.height());
}

void CompareText::mouseReleaseEvent(QMouseEvent* event) {
    QTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        Q_EMIT clicked();
}

void CompareText::resizeEvent(QResizeEvent* event) {
    QTextEdit::resizeEvent(event);
    showDifference();
}

void CompareText::paintEvent(QPaintEvent* event) {
    QTextEdit::paintEvent(event);
    const QScrollBar* bar = verticalScrollBar();
    QPainter painter(viewport());
    if (bar->value() < bar->maximum())
        fade(painter, viewport()->height(), -fontMetrics().lineSpacing());
    if (bar->value() > bar->minimum())
        fade(painter, 0, fontMetrics().lineSpacing());
}

void CompareText::fade(QPainter& painter, int edge, int inward) const {
    const QColor opaque = themeColors(palette()).cardBackground;
    QColor clear = opaque;
    clear.setAlpha(0);
    QLinearGradient gradient(0.0, edge, 0.0, edge + inward);
    gradient.setColorAt(0.0, opaque);
    gradient.setColorAt(1.0, clear);
    painter.fillRect(QRect(0, std::min(edge, edge + inward), viewport()->width(), std::abs(inward)),
                     gradient);
}

void CompareText::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        rebuild();
}

QSize CompareText::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {8 * metrics.averageCharWidth(), 2 * metrics.lineSpacing()};
}

} // namespace tempera::ui
