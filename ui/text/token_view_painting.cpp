// SPDX-License-Identifier: GPL-3.0-or-later
// How a TokenView draws.
#include "ui/text/token_painter.h"
#include "ui/text/token_view.h"
#include "ui/text/token_words.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QPaintEvent>
#include <QPainter>
#include <QTimerEvent>

namespace tempera::ui {

void TokenView::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    if (tokens_.empty() && !generating_)
        paintEmptyMessage(painter);
    else
        paintLines(painter, event->rect());
    if (hasFocus())
        paintFocusFrame(painter);
}

void TokenView::paintLines(QPainter& painter, const QRect& exposed) {
    TokenPainter tokenPainter(painter, font_, palette());
    if (layout_.lineCount() > 0) {
        // A token's marks reach a little beyond its line.
        const int first = layout_.lineAt(exposed.top() - origin().y()) - 1;
        const int last = layout_.lineAt(exposed.bottom() - origin().y()) + 1;
        const int end = layout_.lineStart(last + 1);
        for (int i = layout_.lineStart(std::max(first, 0)); i < end; ++i)
            if (i != selected_)
                tokenPainter.paint(lookOf(i));
        // Its frame lies over its neighbours.
        if (selected_ >= 0)
            tokenPainter.paint(lookOf(selected_));
    }
    if (generating_ && caretShown_)
        tokenPainter.paintCaret(caretPlace());
}

TokenLook TokenView::lookOf(int index) const {
    const TextToken& shown = token(index);
    TokenLook look;
    look.box = tokenRect(index);
    look.text = visibleWord(shown.word, isTight());
    if (look.box.width() >= layout_.metrics().lineWidth) {
        const QFontMetrics metrics(shown.fromPrompt ? promptFont(font_) : font_);
        look.text = metrics.elidedText(look.text, Qt::ElideRight, look.box.width());
    }
    if (!shown.fromPrompt)
        look.background = TokenScale(coloring_, vocabularySize_).color(shown.figures, palette());
    look.prompt = shown.fromPrompt;
    look.forced = shown.forced;
    look.stale = staleFrom_ >= 0 && index >= staleFrom_;
    look.differs = differsFromReference(index);
    look.selected = index == selected_;
    look.tight = isTight();
    return look;
}

QRect TokenView::caretPlace() const {
    const int next = staleFrom_ >= 0 && staleFrom_ < count() ? staleFrom_ : count();
    if (next == 0)
        return QRect(origin(), QSize(1, layout_.metrics().boxHeight));
    const QRect before = tokenRect(next - 1);
    return before.translated(before.width() + layout_.metrics().gap / 2, 0);
}

void TokenView::paintEmptyMessage(QPainter& painter) {
    painter.setPen(themeColors(palette()).secondaryText);
    painter.setFont(font());
    const int inset = 4 * margin();
    const QRect space = viewport()->rect().adjusted(inset, 0, -inset, 0);
    painter.drawText(space, Qt::AlignCenter | Qt::TextWordWrap, emptyMessage_);
}

void TokenView::paintFocusFrame(QPainter& painter) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeColors(palette()).accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0);
}

void TokenView::setGenerating(bool generating) {
    if (generating == generating_)
        return;
    generating_ = generating;
    updateCaretTimer();
    viewport()->update();
}

void TokenView::updateCaretTimer() {
    caretShown_ = true;
    const int period = QApplication::cursorFlashTime() / 2; // 0: the person wants it steady
    if (generating_ && period > 0)
        caretTimer_.start(period, this);
    else
        caretTimer_.stop();
}

void TokenView::timerEvent(QTimerEvent* event) {
    if (event->timerId() != caretTimer_.timerId())
        return QAbstractScrollArea::timerEvent(event);
    caretShown_ = !caretShown_;
    viewport()->update(caretPlace());
}

void TokenView::scrollContentsBy(int, int) {
    viewport()->update();
}

} // namespace tempera::ui
