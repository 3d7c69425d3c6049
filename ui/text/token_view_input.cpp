// SPDX-License-Identifier: GPL-3.0-or-later
// How a TokenView answers mouse, keyboard and clipboard.
#include "ui/text/token_view.h"
#include "ui/text/token_words.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

namespace tempera::ui {

void TokenView::select(int index) {
    if (index < 0 || index >= count() || index == selected_)
        return;
    const int goal = goalX_;
    setSelected(index);
    goalX_ = goal;
    Q_EMIT tokenSelected(index);
}

void TokenView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QAbstractScrollArea::mousePressEvent(event);
    goalX_ = -1;
    select(tokenAt(event->pos()));
}

void TokenView::mouseMoveEvent(QMouseEvent* event) {
    viewport()->setCursor(tokenAt(event->pos()) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TokenView::keyPressEvent(QKeyEvent* event) {
    const bool plain = (event->modifiers() & ~(Qt::KeypadModifier | Qt::ControlModifier)) == 0;
    const int index = plain && count() > 0 ? indexAfterKey(event->key()) : -1;
    if (index < 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const bool vertical = layout_.lineOf(index) != layout_.lineOf(std::max(selected_, 0)) &&
                          event->key() != Qt::Key_Left && event->key() != Qt::Key_Right;
    if (vertical && goalX_ < 0 && selected_ >= 0)
        goalX_ = layout_.rect(selected_).center().x();
    else if (!vertical)
        goalX_ = -1;
    select(index);
    event->accept();
}

int TokenView::indexAfterKey(int key) const {
    // The first key lands on the first written token: its figures are what people look for.
    const auto written = std::find_if(tokens_.begin(), tokens_.end(),
                                      [](const TextToken& each) { return !each.fromPrompt; });
    const int start = written == tokens_.end() ? 0 : static_cast<int>(written - tokens_.begin());
    const int line = selected_ < 0 ? 0 : layout_.lineOf(selected_);
    const int page = std::max(1, viewport()->height() / layout_.metrics().lineHeight - 1);
    switch (key) {
    case Qt::Key_Left:
        return selected_ < 0 ? start : std::max(selected_ - 1, 0);
    case Qt::Key_Right:
        return selected_ < 0 ? start : std::min(selected_ + 1, count() - 1);
    case Qt::Key_Up:
        return selected_ < 0 ? start : indexInLine(line - 1);
    case Qt::Key_Down:
        return selected_ < 0 ? start : indexInLine(line + 1);
    case Qt::Key_PageUp:
        return selected_ < 0 ? start : indexInLine(std::max(line - page, 0));
    case Qt::Key_PageDown:
        return selected_ < 0 ? start : indexInLine(std::min(line + page, layout_.lineCount() - 1));
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End:
        return count() - 1;
    default:
        return -1;
    }
}

int TokenView::indexInLine(int line) const {
    if (line < 0 || line >= layout_.lineCount())
        return selected_;
    const int x = goalX_ >= 0 ? goalX_ : layout_.rect(selected_).center().x();
    return layout_.nearestInLine(line, x);
}

bool TokenView::viewportEvent(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto& help = static_cast<const QHelpEvent&>(*event);
    showToolTip(help.pos(), help.globalPos());
    return true;
}

void TokenView::showToolTip(QPoint position, QPoint globalPosition) {
    const int index = tokenAt(position);
    if (index < 0)
        return QToolTip::hideText();
    QString tip = tokenToolTip(token(index), index + 1, vocabularySize_);
    if (differsFromReference(index)) {
        const QString& before = reference_[static_cast<std::size_t>(index)].word;
        tip += QStringLiteral("<p>%1</p>")
                   .arg(tr("Before: %1").arg(quotedWord(before)).toHtmlEscaped());
    }
    QToolTip::showText(globalPosition, tip, viewport(), tokenRect(index));
}

void TokenView::contextMenuEvent(QContextMenuEvent* event) {
    QPoint place = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && selected_ >= 0)
        place = viewport()->mapToGlobal(tokenRect(selected_).bottomLeft());
    else if (event->reason() == QContextMenuEvent::Mouse)
        select(tokenAt(viewport()->mapFromGlobal(place)));
    copyTextAction_->setEnabled(count() > 0);
    copyWordAction_->setEnabled(selected_ >= 0);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({copyTextAction_, copyWordAction_});
    menu->popup(place);
}

void TokenView::copyText() const {
    if (count() > 0)
        QGuiApplication::clipboard()->setText(text());
}

void TokenView::copySelectedWord() const {
    if (selected_ >= 0)
        QGuiApplication::clipboard()->setText(token(selected_).word);
}

void TokenView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TokenView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void TokenView::announceSelection() {
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace tempera::ui
