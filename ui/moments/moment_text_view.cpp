// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/moments/moment_text_view.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QScrollBar>
#include <QTextCursor>

namespace tempera::ui {

MomentTextView::MomentTextView(QWidget* parent) : QTextEdit(parent) {
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::ClickFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // the wheel scrolls, a fading edge says so
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    viewport()->setAutoFillBackground(false);
    viewport()->setCursor(Qt::ArrowCursor);
    document()->setDocumentMargin(0);
    setFont(scaledFont(textFont(font()), 0.9));
}

void MomentTextView::setWords(const QStringList& words, const std::vector<bool>& changed) {
    if (words == words_ && changed == changed_)
        return;
    words_ = words;
    changed_ = changed;
    rebuild();
}

void MomentTextView::rebuild() {
    const ThemeColors colors = themeColors(palette());
    QTextCharFormat plain;
    plain.setForeground(palette().color(QPalette::Text));
    QTextCharFormat marked;
    marked.setForeground(palette().color(QPalette::Text));
    QColor soft = colors.changed;
    soft.setAlphaF(0.45F);
    marked.setBackground(soft);
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    for (qsizetype index = 0; index < words_.size(); ++index) {
        const auto place = static_cast<std::size_t>(index);
        if (index > 0) // between two changed words the mark goes on
            cursor.insertText(u" "_qs, changed_[place] && changed_[place - 1] ? marked : plain);
        cursor.insertText(words_[index], changed_[place] ? marked : plain);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void MomentTextView::paintEvent(QPaintEvent* event) {
    QTextEdit::paintEvent(event);
    const QScrollBar* bar = verticalScrollBar();
    if (bar->value() >= bar->maximum())
        return;
    const int line = fontMetrics().lineSpacing();
    const QRect edge(0, viewport()->height() - line, viewport()->width(), line);
    const QColor opaque = themeColors(palette()).cardBackground;
    QColor clear = opaque;
    clear.setAlpha(0);
    QLinearGradient gradient(edge.topLeft(), edge.bottomLeft());
    gradient.setColorAt(0.0, clear);
    gradient.setColorAt(1.0, opaque);
    QPainter(viewport()).fillRect(edge, gradient);
}

void MomentTextView::changeEvent(QEvent* event) {
    QTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        rebuild();
}

QSize MomentTextView::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {8 * metrics.averageCharWidth(), metrics.lineSpacing()};
}

} // namespace tempera::ui
