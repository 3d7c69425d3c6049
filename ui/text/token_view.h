// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/text/text_token.h"
#include "ui/text/token_coloring.h"
#include "ui/text/token_layout.h"
#include "ui/text/word_widths.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QString>
#include <cstddef>

QT_BEGIN_NAMESPACE
class QAction;
class QMenu;
QT_END_NAMESPACE

namespace tempera::ui {

struct TokenLook;

/// A text as its tokens: each can be pointed at, clicked and walked to with the arrow keys. Setters
/// never emit. Thousands of tokens are fine: only what changed is laid out, only what is visible
/// painted.
class TokenView final : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenView(QWidget* parent = nullptr);

    /// The whole text now. A selection beyond its end is dropped.
    void setTokens(TextTokens tokens);
    const TextTokens& tokens() const { return tokens_; }
    /// The tokens from `index` on are old and about to be replaced; -1: none.
    void setStaleFrom(int index);
    /// The text that tokens are compared with, place by place; empty: nothing is marked.
    void setReference(TextTokens reference);
    /// -1: none. Scrolls to it.
    void setSelected(int index);
    int selected() const { return selected_; }
    /// Shows where the next token will appear.
    void setGenerating(bool generating);
    void setColoring(TokenColoring coloring);
    TokenColoring coloring() const { return coloring_; }
    void setVocabularySize(std::size_t size);
    /// Between two words of the copied text. Empty: a model of characters, whose tokens touch.
    void setTokenSeparator(const QString& separator);
    /// What to do, shown instead of a text.
    void setEmptyMessage(const QString& message);

    /// Whether another token stands there in the reference.
    bool differsFromReference(int index) const;
    /// Where the token is drawn, in the viewport's coordinates.
    QRect tokenRect(int index) const;
    /// The token at a place of the viewport; -1: none.
    int tokenAt(QPoint position) const;
    /// The text as it is copied.
    QString text() const;
    /// The selected token in one sentence, empty where there is none.
    QString selectedSentence() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A person selected it.
    void tokenSelected(int index);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    int count() const { return static_cast<int>(tokens_.size()); }
    const TextToken& token(int index) const { return tokens_[static_cast<std::size_t>(index)]; }
    bool isTight() const { return separator_.isEmpty(); }

    void measureAgain();
    void appendBoxes(int first);
    TokenLayout::Box boxFor(int index);
    void updateMetrics();
    void updateScrollBar();
    void keepEndVisible(bool wasAtEnd);
    void ensureVisible(int index);
    int margin() const;
    QPoint origin() const;

    void paintLines(QPainter& painter, const QRect& exposed);
    void paintEmptyMessage(QPainter& painter);
    void paintFocusFrame(QPainter& painter);
    TokenLook lookOf(int index) const;
    QRect caretPlace() const;

    void select(int index);
    int indexAfterKey(int key) const;
    int indexInLine(int line) const;
    void showToolTip(QPoint position, QPoint globalPosition);
    void copyText() const;
    void copySelectedWord() const;
    void announceSelection();
    void updateCaretTimer();

    TextTokens tokens_;
    TextTokens reference_;
    int staleFrom_ = -1;
    int selected_ = -1;
    int goalX_ = -1; ///< Up and Down keep to this column; -1: the selected token's
    bool generating_ = false;
    bool caretShown_ = true;
    TokenColoring coloring_ = TokenColoring::none;
    std::size_t vocabularySize_ = 0;
    QString separator_ = QStringLiteral(" ");
    QString emptyMessage_;
    TokenLayout layout_;
    QFont font_;
    WordWidths widths_;
    WordWidths promptWidths_;
    QBasicTimer caretTimer_;
    QAction* copyTextAction_;
    QAction* copyWordAction_;
};

} // namespace tempera::ui
