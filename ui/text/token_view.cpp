// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/token_view.h"

#include "ui/text/token_painter.h"
#include "ui/text/token_view_accessible.h"
#include "ui/text/token_words.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QFontMetrics>
#include <QScrollBar>
#include <algorithm>

namespace tempera::ui {

namespace {

/// How many tokens of the two texts are drawn alike, from the beginning.
int sharedBeginning(const TextTokens& first, const TextTokens& second) {
    const auto sameBox = [](const TextToken& a, const TextToken& b) {
        return a.fromPrompt == b.fromPrompt && a.word == b.word;
    };
    const auto mismatch =
        std::mismatch(first.begin(), first.end(), second.begin(), second.end(), sameBox);
    return static_cast<int>(mismatch.first - first.begin());
}

} // namespace

TokenView::TokenView(QWidget* parent)
    : QAbstractScrollArea(parent),
      emptyMessage_(tr("There is no text yet. Type a prompt and press Generate.")),
      font_(textFont(font())),
      widths_(font_, isTight()),
      promptWidths_(promptFont(font_), isTight()),
      copyTextAction_(new QAction(tr("&Copy Text"), this)),
      copyWordAction_(new QAction(tr("Copy &Word"), this)) {
    installTokenViewAccessible();
    setAccessibleName(tr("Text"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    copyTextAction_->setShortcut(QKeySequence::Copy);
    copyTextAction_->setShortcutContext(Qt::WidgetShortcut);
    connect(copyTextAction_, &QAction::triggered, this, &TokenView::copyText);
    connect(copyWordAction_, &QAction::triggered, this, &TokenView::copySelectedWord);
    addAction(copyTextAction_);
    measureAgain();
}

void TokenView::setTokens(TextTokens tokens) {
    const QScrollBar& bar = *verticalScrollBar();
    // A text that fits is not at its end: it stays where it begins while it outgrows the view.
    const bool wasAtEnd = bar.maximum() > 0 && bar.value() == bar.maximum();
    const int shared = sharedBeginning(tokens_, tokens);
    const bool grew = tokens.size() > tokens_.size();
    tokens_ = std::move(tokens);
    layout_.truncate(shared);
    appendBoxes(shared);
    if (selected_ >= count())
        selected_ = -1;
    updateScrollBar();
    if (generating_ && grew)
        keepEndVisible(wasAtEnd);
    viewport()->update();
}

void TokenView::setStaleFrom(int index) {
    if (index == staleFrom_)
        return;
    staleFrom_ = index;
    viewport()->update();
}

void TokenView::setReference(TextTokens reference) {
    reference_ = std::move(reference);
    viewport()->update();
}

void TokenView::setSelected(int index) {
    const int valid = index >= 0 && index < count() ? index : -1;
    goalX_ = -1;
    if (valid == selected_)
        return;
    selected_ = valid;
    if (valid >= 0)
        ensureVisible(valid);
    announceSelection();
    viewport()->update();
}

void TokenView::setColoring(TokenColoring coloring) {
    coloring_ = coloring;
    viewport()->update();
}

void TokenView::setVocabularySize(std::size_t size) {
    vocabularySize_ = size;
    viewport()->update();
}

void TokenView::setTokenSeparator(const QString& separator) {
    if (separator == separator_)
        return;
    separator_ = separator;
    measureAgain();
}

void TokenView::setEmptyMessage(const QString& message) {
    emptyMessage_ = message;
    viewport()->update();
}

bool TokenView::differsFromReference(int index) const {
    const auto place = static_cast<std::size_t>(index);
    if (place >= reference_.size() || (staleFrom_ >= 0 && index >= staleFrom_))
        return false;
    return reference_[place].figures.id != tokens_[place].figures.id;
}

QString TokenView::text() const {
    return joinedText(tokens_, separator_);
}

QString TokenView::selectedSentence() const {
    return selected_ < 0 ? QString() : tokenSentence(token(selected_), selected_ + 1, count());
}

void TokenView::measureAgain() {
    font_ = textFont(font());
    widths_ = WordWidths(font_, isTight());
    promptWidths_ = WordWidths(promptFont(font_), isTight());
    layout_.truncate(0);
    updateMetrics();
    appendBoxes(0);
    updateScrollBar();
    viewport()->update();
}

void TokenView::appendBoxes(int first) {
    for (int i = first; i < count(); ++i)
        layout_.append(boxFor(i));
}

TokenLayout::Box TokenView::boxFor(int index) {
    const QString& word = token(index).word;
    WordWidths& widths = token(index).fromPrompt ? promptWidths_ : widths_;
    const int padding = isTight() ? 0 : widths.metrics().averageCharWidth() / 3;
    const auto standsAlone = [](const QString& text) {
        // Chinese and Japanese are broken between any two characters.
        return text.size() != 1 || text[0].isSpace() || text[0].unicode() >= 0x2e80;
    };
    TokenLayout::Box box;
    box.width = widths.of(word) + 2 * padding;
    box.mayBreakBefore =
        !isTight() || index == 0 || standsAlone(word) || standsAlone(token(index - 1).word);
    box.endsLine = word == QLatin1String("\n");
    return box;
}

void TokenView::updateMetrics() {
    const QFontMetrics metrics(promptFont(font_));
    TokenLayout::Metrics layout;
    layout.lineWidth = std::max(1, viewport()->width() - 2 * margin());
    layout.gap = isTight() ? 0 : std::max(3, metrics.averageCharWidth() * 3 / 5);
    layout.boxHeight = metrics.height() + 2 * std::max(1, metrics.height() / 12);
    layout.lineHeight = layout.boxHeight + std::max(6, metrics.height() * 3 / 5);
    layout_.setMetrics(layout);
}

void TokenView::updateScrollBar() {
    const int content = layout_.height() + 2 * margin();
    verticalScrollBar()->setRange(0, std::max(0, content - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(layout_.metrics().lineHeight);
}

void TokenView::keepEndVisible(bool wasAtEnd) {
    if (wasAtEnd)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void TokenView::ensureVisible(int index) {
    const QRect rect = tokenRect(index);
    QScrollBar& bar = *verticalScrollBar();
    if (rect.top() < margin())
        bar.setValue(bar.value() + rect.top() - margin());
    else if (rect.bottom() > viewport()->height() - margin())
        bar.setValue(bar.value() + rect.bottom() - viewport()->height() + margin());
}

int TokenView::margin() const {
    return QFontMetrics(font_).height() / 3;
}

QPoint TokenView::origin() const {
    return {margin(), margin() - verticalScrollBar()->value()};
}

QRect TokenView::tokenRect(int index) const {
    return layout_.rect(index).translated(origin());
}

int TokenView::tokenAt(QPoint position) const {
    return layout_.boxAt(position - origin());
}

QSize TokenView::sizeHint() const {
    const QFontMetrics metrics(font_);
    return {metrics.averageCharWidth() * 60, layout_.metrics().lineHeight * 8};
}

QSize TokenView::minimumSizeHint() const {
    const QFontMetrics metrics(font_);
    return {metrics.averageCharWidth() * 20, layout_.metrics().lineHeight * 2 + 2 * margin()};
}

void TokenView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    updateMetrics();
    updateScrollBar();
}

void TokenView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measureAgain();
    else if (event->type() == QEvent::PaletteChange)
        viewport()->update();
}

} // namespace tempera::ui
