// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/corpus/document_view.h"

#include "ui/samplers/number_text.h"
#include "ui/text/token_words.h"
#include "ui/theme/plain_tool_tip.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

namespace tempera::ui {

namespace {

constexpr double cutOpacity = 0.45;

} // namespace

DocumentView::DocumentView(QWidget* parent) : QAbstractScrollArea(parent) {
    setAccessibleName(tr("Document as the model sees it"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    font_ = textFont(font());
}

void DocumentView::setDocument(ModelDocument document, const QString& separator) {
    document_ = std::move(document);
    separator_ = separator;
    setAccessibleDescription(documentSentence(document_));
    layOut();
}

void DocumentView::setOriginalsShown(bool shown) {
    originals_ = shown;
    layOut();
}

void DocumentView::setHighlighted(const QString& text) {
    highlighted_ = text;
    viewport()->update();
    for (std::size_t index = 0; index < document_.tokens.size(); ++index)
        if (isHighlighted(index)) {
            const QRect box = layout_.rect(static_cast<int>(index));
            verticalScrollBar()->setValue(box.center().y() - viewport()->height() / 2);
            return;
        }
}

void DocumentView::scrollToTop() {
    verticalScrollBar()->setValue(0);
}

QString DocumentView::shownText(std::size_t index) const {
    const DocumentToken& token = document_.tokens[index];
    const bool hidden = token.isUnknown() && !originals_;
    return hidden ? tr("[UNK]") : visibleWord(token.word, separator_.isEmpty());
}

int DocumentView::margin() const {
    return fontMetrics().height() / 2;
}

int DocumentView::markWidth() const {
    return fontMetrics().height() / 2;
}

bool DocumentView::hasCutMark(std::size_t index) const {
    return index == document_.seen && index > 0 && document_.tokens[index].leftOut;
}

void DocumentView::layOut() {
    const QFontMetrics metrics(font_);
    const bool tight = separator_.isEmpty();
    const int space = metrics.height() / 6;
    layout_.setMetrics({.lineWidth = std::max(viewport()->width() - 2 * margin(), 1),
                        .gap = tight ? 0 : metrics.height() / 8,
                        .boxHeight = metrics.height() + 2,
                        .lineHeight = metrics.height() * 5 / 4 + 2});
    layout_.truncate(0);
    for (std::size_t index = 0; index < document_.tokens.size(); ++index) {
        const DocumentToken& token = document_.tokens[index];
        const int inset = !tight ? space : token.isUnknown() ? space / 2 : 0;
        const int mark = token.beginsWindow || hasCutMark(index) ? markWidth() : 0;
        const int width = metrics.horizontalAdvance(shownText(index));
        layout_.append({width + 2 * inset + mark, true, false});
    }
    updateScrollBar();
    viewport()->update();
}

void DocumentView::updateScrollBar() {
    QScrollBar& bar = *verticalScrollBar();
    bar.setPageStep(viewport()->height());
    bar.setSingleStep(layout_.metrics().lineHeight);
    bar.setRange(0, std::max(layout_.height() + 2 * margin() - viewport()->height(), 0));
}

QRect DocumentView::tokenRect(std::size_t index) const {
    const QPoint origin(margin(), margin() - verticalScrollBar()->value());
    return layout_.rect(static_cast<int>(index)).translated(origin);
}

void DocumentView::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font_);
    if (layout_.count() > 0) {
        const int top = verticalScrollBar()->value() - margin();
        const int last = layout_.lineAt(top + viewport()->height()) + 1;
        const int end = layout_.lineStart(last);
        for (int index = layout_.lineStart(layout_.lineAt(top)); index < end; ++index)
            paintToken(painter, static_cast<std::size_t>(index));
    }
    if (hasFocus()) {
        painter.setPen(QPen(themeColors(palette()).accent, 1.0));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void DocumentView::paintToken(QPainter& painter, std::size_t index) const {
    const DocumentToken& token = document_.tokens[index];
    QRect box = tokenRect(index);
    if (token.beginsWindow || hasCutMark(index)) {
        paintMark(painter, box, index);
        box.setLeft(box.left() + markWidth());
    }
    painter.setOpacity(token.leftOut ? cutOpacity : 1.0);
    if (token.isUnknown() || isHighlighted(index))
        paintChip(painter, box, index);
    const ThemeColors colors = themeColors(palette());
    painter.setPen(token.isUnknown() ? colors.outline : palette().color(QPalette::Text));
    QFont font = font_;
    font.setStrikeOut(token.isUnknown() && originals_);
    painter.setFont(font);
    QString text = shownText(index);
    if (box.width() + markWidth() >= layout_.metrics().lineWidth)
        text = QFontMetrics(font_).elidedText(text, Qt::ElideRight, box.width());
    painter.drawText(box, Qt::AlignCenter | Qt::TextDontClip, text);
    painter.setOpacity(1.0);
}

void DocumentView::paintChip(QPainter& painter, const QRect& box, std::size_t index) const {
    const ThemeColors colors = themeColors(palette());
    const bool highlighted = isHighlighted(index);
    QColor fill = highlighted ? colors.accent : colors.outline;
    painter.setPen(QPen(fill, highlighted ? 2.0 : 1.0));
    fill.setAlphaF(0.12F);
    painter.setBrush(fill);
    const double radius = box.height() / 6.0;
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void DocumentView::paintMark(QPainter& painter, const QRect& box, std::size_t index) const {
    const ThemeColors colors = themeColors(palette());
    const bool cut = hasCutMark(index);
    const double x = box.left() + markWidth() / 3.0;
    painter.setPen(QPen(cut ? colors.outline : colors.accent, cut ? 3.0 : 2.0));
    painter.drawLine(QPointF(x, box.top() - 1), QPointF(x, box.bottom() + 2));
}

bool DocumentView::isHighlighted(std::size_t index) const {
    return !highlighted_.isEmpty() &&
           document_.tokens[index].word.contains(highlighted_, Qt::CaseInsensitive);
}

QString DocumentView::toolTipOf(std::size_t index) const {
    const DocumentToken& token = document_.tokens[index];
    const QString place = tr("word %1 of %2")
                              .arg(countText(static_cast<qint64>(index) + 1),
                                   countText(static_cast<qint64>(document_.length)));
    QString text = tr("%1, %2: ").arg(quotedWord(token.word), place);
    text += token.isUnknown() ? tr("not in the vocabulary, so the model sees [UNK]")
                              : tr("token %1").arg(countText(token.id));
    if (hasCutMark(index))
        text += tr("; the model sees up to here");
    else if (token.leftOut)
        text += tr("; cut off, no model sees it");
    else if (token.beginsWindow)
        text += tr("; the last of one sequence and the first of the next");
    return text;
}

QString DocumentView::text() const {
    QStringList words;
    for (const DocumentToken& token : document_.tokens)
        if (!token.leftOut)
            words.append(token.isUnknown() ? tr("[UNK]") : token.word);
    return words.join(separator_);
}

bool DocumentView::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto& help = static_cast<const QHelpEvent&>(*event);
        const QPoint origin(margin(), margin() - verticalScrollBar()->value());
        const int index = layout_.boxAt(help.pos() - origin);
        if (index >= 0)
            QToolTip::showText(help.globalPos(),
                               plainToolTip(toolTipOf(static_cast<std::size_t>(index))), this);
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void DocumentView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void DocumentView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        font_ = textFont(font());
        layOut();
    }
}

void DocumentView::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(text());
    else if (event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else if (event->key() == Qt::Key_End)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

QSize DocumentView::sizeHint() const {
    const QFontMetrics metrics(font_);
    return {50 * metrics.averageCharWidth(), 8 * metrics.height()};
}

QSize DocumentView::minimumSizeHint() const {
    const QFontMetrics metrics(font_);
    return {16 * metrics.averageCharWidth(), 3 * metrics.height()};
}

} // namespace tempera::ui
